/**
 * The way into the accelerated path for many callers: requests of any thread are gathered into
 * batches for one worker, because a batch costs hardly more than one request.
 *
 * <p>Start at {@link dev.ricordo.djl.crowd.Crowd}, which learns and scores for a crowd on a device.
 * {@link dev.ricordo.djl.crowd.MicroBatcher} gathers, whatever is computed; {@link
 * dev.ricordo.djl.crowd.BatchLimits} says how much and how long, {@link
 * dev.ricordo.djl.crowd.Submission} whether a request was taken. {@link
 * dev.ricordo.djl.crowd.CrowdAnswers} mixes own scores of many customers with what customers share.
 *
 * <p>Arrays are not here but in {@code dev.ricordo.djl}.
 */
@NullMarked
package dev.ricordo.djl.crowd;

import org.jspecify.annotations.NullMarked;
