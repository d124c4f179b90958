"""Times training of Ricordo's own memory (L0) written in plain PyTorch: the reference of `bench train`.

The same shape, batch, optimiser and loss as the trainer in Java; random events, for only the speed counts.
Letters: B sequences, L events, d width, H heads, W = d / H.

    python train_reference.py ITEMS BATCH LENGTH SECONDS SEED DEVICE      prints one JSON object
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


def peak_mebibytes():
    """VmHWM of Linux, as the trainer in Java reports it, elsewhere 0. (getrusage counts the starting process too.)"""
    if not os.path.exists("/proc/self/status"):
        return 0
    with open("/proc/self/status") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0) / 1024


def unit(x):
    return x * torch.rsqrt(x.square().sum(-1, keepdim=True) + 1e-6)


def rms(x, gain, epsilon=1e-6):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + epsilon) * gain


class Hope(nn.Module):
    """Equations as in dev.ricordo.memory.SelfModifyingMemory, one layer."""

    def __init__(self, items, d=64, heads=4, hidden=64, kinds=6, gaps=16):
        super().__init__()
        w = d // heads
        self.heads, self.w = heads, w

        def normal(*shape, deviation):
            return nn.Parameter(torch.randn(*shape) * deviation)

        def ones(*shape):
            return nn.Parameter(torch.ones(*shape))

        self.item = normal(items, d, deviation=0.02)
        self.bias = nn.Parameter(torch.zeros(items))
        self.kind = normal(kinds, d, deviation=0.02)
        self.gap = normal(gaps, d, deviation=0.02)
        self.input_gain, self.memory_gain, self.head_gain, self.hidden_gain = ones(d), ones(d), ones(d), ones(d)
        self.convolution = nn.Parameter(torch.tensor([1.0, 0.0, 0.0])[:, None].repeat(1, d))
        self.head_input, self.query, self.gate = (normal(d, d, deviation=d**-0.5) for _ in range(3))
        self.output = normal(d, d, deviation=0.02)
        self.start_key, self.start_value, self.start_main = (normal(heads, w, w, deviation=w**-0.5) for _ in range(3))
        self.start_rate = normal(heads, 2, w, deviation=0.02)
        self.rate_bias = nn.Parameter(torch.tensor([0.0, 4.0]).repeat(heads, 1))
        self.shared_read = nn.Parameter(torch.zeros(1))
        self.hidden_in, self.hidden_out = normal(d, hidden, deviation=d**-0.5), normal(hidden, d, deviation=0.02)
        self.norm = nn.LayerNorm(d)

    def forward(self, item, kind, gap, dropout):
        """Contexts [B, L, d] after each event."""
        def drop(x):
            return F.dropout(x, dropout)

        batch, length = item.shape
        x = drop(rms(self.item[item] + self.kind[kind] + self.gap[gap], self.input_gain))
        y = rms(x, self.memory_gain)
        z = y * self.convolution[0]
        for back in (1, 2):
            z = z + F.pad(y[:, :-back], (0, 0, back, 0)) * self.convolution[back]
        u, q = (self.split(z @ m) for m in (self.head_input, self.query))
        read = self.scan(u, unit(q))
        o = read * torch.rsqrt(read.square().mean(-1, keepdim=True) + 1e-5)
        o = o.transpose(1, 2).reshape(batch, length, -1) * self.head_gain
        h = x + drop(drop(o * F.silu(y @ self.gate)) @ self.output)
        h = h + drop(F.gelu(rms(h, self.hidden_gain) @ self.hidden_in) @ self.hidden_out)
        return self.norm(h)

    def split(self, x):
        """[B, L, d] to [B, H, L, W]."""
        return x.view(*x.shape[:2], self.heads, self.w).transpose(1, 2)

    def scan(self, u, q):
        """Reads and writes D event by event; what is read, [B, H, L, W]."""
        starts = torch.cat([self.start_key, self.start_value, self.start_rate], 1)
        w = self.w
        fast = u.new_zeros(u.shape[0], self.heads, w, w)
        reads = []
        for t in range(u.shape[2]):
            ut, qt = u[:, :, t, :, None], q[:, :, t, :, None]
            made = (starts @ (ut + fast @ ut))[..., 0]
            k, v = unit(made[..., :w])[..., None], unit(made[..., w : 2 * w])[..., None]
            rates = torch.sigmoid(made[..., 2 * w :] + self.rate_bias)[..., None, None]
            error = v - k
            fast = rates[:, :, 1] * fast + (rates[:, :, 0] * (error + fast @ error)) @ k.transpose(-1, -2)
            reads.append(self.start_main @ (self.shared_read * qt + fast @ qt))
        return torch.stack(reads, 2)[..., 0]


def main(items, batch, length, seconds, seed, device):
    torch.manual_seed(seed)
    model = Hope(items).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), 1e-3, betas=(0.9, 0.98), weight_decay=0)

    def step():
        item = torch.randint(items, (batch, length), device=device)
        kind = torch.randint(6, (batch, length), device=device)
        gap = torch.randint(16, (batch, length), device=device)
        target = torch.randint(items, (batch * length,), device=device)
        scores = model(item, kind, gap, 0.3).reshape(batch * length, -1) @ model.item.t() + model.bias
        loss = F.cross_entropy(scores, target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        return loss.item()

    step()
    start, steps = time.perf_counter(), 0
    while steps == 0 or time.perf_counter() - start < seconds:
        step()
        steps += 1
    elapsed = time.perf_counter() - start
    report = {
        "eventsPerSecond": steps * batch * length / elapsed,
        "steps": steps,
        "peakMemoryMiB": peak_mebibytes(),
        "version": torch.__version__,
        "threads": torch.get_num_threads(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), float(sys.argv[4]), int(sys.argv[5]), sys.argv[6])
