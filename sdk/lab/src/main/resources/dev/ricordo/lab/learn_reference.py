"""Times the batched learning of events written in plain PyTorch, eager: the reference of `bench learn`.

BASE is a folder that Ricordo wrote, with check.json beside its files: histories and the contexts that
Ricordo's accelerated path, tested against the certified one, has after them. They must agree first; then random events are timed, one per customer and step.
Letters: B customers, d width, H heads, W = d / H, r rank.

    python learn_reference.py BASE BATCHES SECONDS SEED DEVICE THREADS      prints one JSON object
"""

import json
import struct
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

TOLERANCE = 1e-4


def unit(x):
    return x / (x.square().sum(-1, keepdim=True) + 1e-6).sqrt()


def rms(x, gain, epsilon=1e-6):
    return x / (x.square().mean(-1, keepdim=True) + epsilon).sqrt() * gain


def read_tensors(file):
    """A safetensors file: the length of a JSON header, the header, numbers."""
    raw = bytearray(file.read_bytes())
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    found = {}
    for name, about in header.items():
        if name != "__metadata__" and 0 not in about["shape"]:
            start, end = about["data_offsets"]
            numbers = torch.frombuffer(raw, dtype=torch.float32, count=(end - start) // 4, offset=8 + length + start)
            found[name] = numbers.clone().reshape(about["shape"])
    return found


class Crowd:
    """Equations as in dev.ricordo.memory.SelfModifyingMemory and ContinuumMemory, B customers at a time."""

    def __init__(self, weights, shape, batch, device):
        self.weights = {name: tensor.to(device) for name, tensor in weights.items()}
        self.d, self.heads = shape["width"], shape["heads"]
        self.cadences, self.rank = shape["continuum"]["cadences"], shape["continuum"]["rank"]
        self.w, self.batch, self.steps = self.d // self.heads, batch, 0
        get = self.weights
        self.starts = torch.cat([get["start_key"], get["start_value"], get["start_rate"]], 1)

        def zeros(*dimensions):
            return torch.zeros(batch, *dimensions, device=device)

        self.fast = zeros(self.heads, self.w, self.w)
        self.previous, self.before_previous = zeros(self.d), zeros(self.d)
        self.levels = [[zeros(self.rank, self.d), zeros(self.rank, self.d), zeros(1, self.rank)] for _ in self.cadences]
        self.h = self.read(get["start"].expand(batch, self.d))

    def learn(self, item, kind, gap):
        """One event of each customer; an item of -1 is one that the base does not know."""
        get = self.weights
        known = (item >= 0)[:, None]
        meaning = torch.where(known, get["item"][item.clamp(min=0)], torch.zeros((), device=item.device))
        self.steps += 1
        self.h = self.read(meaning + get["kind"][kind] + get["gap"][gap])

    def read(self, x):
        get = self.weights
        x = rms(x, get["input_gain"])
        y = rms(x, get["memory_gain"])
        c = get["convolution"]
        z = y * c[0] + self.previous * c[1] + self.before_previous * c[2]
        self.before_previous, self.previous = self.previous, y
        u = (z @ get["head_input"]).view(self.batch, self.heads, self.w, 1)
        q = unit((z @ get["query"]).view(self.batch, self.heads, self.w))[..., None]
        made = (self.starts @ (u + self.fast @ u))[..., 0]
        k, v = unit(made[..., : self.w])[..., None], unit(made[..., self.w : 2 * self.w])[..., None]
        rates = torch.sigmoid(made[..., 2 * self.w :] + get["rate_bias"])[..., None, None]
        error = v - k
        error = error + self.fast @ error
        self.fast = rates[:, :, 1] * self.fast + (rates[:, :, 0] * error) @ k.transpose(-1, -2)
        o = (get["start_main"] @ (get["shared_read"] * q + self.fast @ q))[..., 0]
        o = o / (o.square().mean(-1, keepdim=True) + 1e-5).sqrt()
        o = o.reshape(self.batch, self.d) * get["head_gain"] * F.silu(y @ get["gate"])
        h = x + o @ get["output"]
        h = h + F.gelu(rms(h, get["hidden_gain"]) @ get["hidden_in"]) @ get["hidden_out"]
        for number, level in enumerate(self.levels):
            h = self.pass_through(number, level, h, x)
        return F.layer_norm(h, (self.d,), get["context_gain"], get["context_bias"], 1e-5)

    def pass_through(self, number, level, h, x):
        get = self.weights
        delta, gradient, before = level
        gradient = gradient + before.transpose(1, 2) * (unit(x @ get["level_target"])[:, None] - before @ delta)
        hidden = F.gelu(rms(h, get["level_gain"][number]) @ get["level_in"][number])
        activation = unit(hidden)[:, None]
        h = h + hidden @ get["level_out"][number] + (activation @ delta)[:, 0] * get["level_scale"][number]
        cadence = self.cadences[number]
        if (self.steps + 1) % cadence == 0:
            rate = (torch.sigmoid(get["level_rate"][number]) / cadence**0.5).clamp(max=1 / cadence)
            delta = torch.sigmoid(get["level_retention"][number]) * delta + rate * gradient
            gradient = torch.zeros_like(gradient)
        level[:] = delta, gradient, activation
        return h


def furthest(weights, shape, check, device):
    """How far this is from Ricordo after the same events."""
    crowd = Crowd(weights, shape, len(check["items"]), device)
    for event in range(len(check["items"][0])):
        crowd.learn(*(torch.tensor(check[name], device=device)[:, event] for name in ("items", "kinds", "gaps")))
    return (crowd.h.cpu() - torch.tensor(check["contexts"])).abs().max().item()


def measure(weights, shape, batch, seconds, device):
    """Events come from main memory, and one context goes back there: a step is over when it is there."""
    crowd = Crowd(weights, shape, batch, device)
    events = [
        [torch.randint(high, (batch,)) for high in (len(weights["item"]), len(weights["kind"]), len(weights["gap"]))]
        for _ in range(16)
    ]
    samples = []

    def step(number):
        crowd.learn(*(column.to(device) for column in events[number % len(events)]))
        return crowd.h[0].cpu()

    for number in range(5):
        step(number)
    start = time.perf_counter()
    while not samples or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        step(len(samples))
        samples.append(time.perf_counter() - before)
    samples.sort()
    return {
        "batch": batch,
        "eventsPerSecond": batch * len(samples) / sum(samples),
        "p50Micros": 1e6 * samples[len(samples) // 2],
        "p99Micros": 1e6 * samples[int(len(samples) * 0.99)],
    }


def main(folder, batches, seconds, seed, device, threads):
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    weights = read_tensors(folder / "weights.safetensors")
    shape = json.loads((folder / "manifest.json").read_text())["shape"]
    check = json.loads((folder / "check.json").read_text())
    with torch.inference_mode():
        distance = furthest(weights, shape, check, device)
        if not distance < TOLERANCE:
            sys.exit(f"contexts: must be within {TOLERANCE} of Ricordo's, are {distance} away")
        results = [measure(weights, shape, batch, seconds, device) for batch in batches]
    print(json.dumps({"furthest": distance, "results": results, "version": torch.__version__}))


if __name__ == "__main__":
    _, base, sizes, limit, number, where, workers = sys.argv
    main(Path(base), [int(size) for size in sizes.split(",")], float(limit), int(number), where, int(workers))
