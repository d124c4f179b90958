"""Makes the golden files of the working memory from an independent implementation in PyTorch.

Usage:  python golden.py path/to/models.py OUT

`models.py` is a research implementation of the model that shares no code with this project. It is
not part of the repository; the golden files are. It offers `HOPE(V, d, ...)`, whose variant 'self'
with cms='static' is the model of docs/notation.md. The weights are drawn from a seed, far from
their initial values, so that every one of them matters; the numbers are computed in double
precision from the float32 weights.

OUT receives one folder per shape, each with
  manifest.json, items.json, weights.safetensors   a base, as in docs/formats/base.md
  contexts.json                                    what the base makes of some histories:
    [{"items":    [row of each event's item, -1 for an item that the base does not know],
      "kinds":    [row of the kind embedding],
      "gaps":     [row of the gap embedding],
      "contexts": [[h after the start event], [h after the first event], ...]}]
With "last": true, "contexts" holds only h after the last event.
"""

import importlib.util
import json
import struct
import sys
from pathlib import Path

import torch

ITEMS, KINDS, GAPS = 40, 6, 16
SHAPES = {  # d, H, m, seed, rank and cadences of the continuum levels
    "small": (16, 2, 24, 1, 8, ()),
    "default": (64, 4, 64, 2, 8, ()),
    "levels": (32, 2, 32, 3, 8, (4, 16)),
}
OPTIMISED = {  # d, H, m, seed, rank, cadences and momentum of the levels, delta descent, momentum, decay
    "momentum": (32, 2, 32, 4, 8, (3, 5), (False, True), False, True, True),
    "delta": (16, 2, 24, 5, 8, (), (), True, False, False),
}
LENGTHS = (0, 1, 2, 3, 4, 12, 50, 120)


class Levels(torch.nn.Module):
    """The reference with continuum levels after its static block."""

    def __init__(self, model, levels):
        super().__init__()
        self.model, self.levels = model, levels

    def forward(self, items, gaps, kinds):
        m = self.model
        x = m.n0(m.emb(items, gaps, kinds))
        return m.nf(self.levels(m.cms[0](x + m.mem[0](x), x), x))


def unit(x, axis=-1):
    return x / (x.square().sum(axis, keepdim=True) + 1e-6).sqrt()


class Optimised(torch.nn.Module):
    """Other optimisers, event by event. Every memory of a head is kept whole and writes for itself, as in
    eqs. 86 to 89; that one common matrix stands for them all is what these numbers are to confirm."""

    def __init__(self, model, levels, level_momentum, delta, momentum, decay):
        super().__init__()
        self.model, self.levels, self.delta, self.decay = model, levels, delta, decay
        self.moves = level_momentum
        heads = model.mem[0].H
        self.memory_momentum = torch.nn.Parameter(torch.zeros(heads).double()) if momentum else None
        count = len(level_momentum) if any(level_momentum) else 0
        self.level_momentum = torch.nn.Parameter(torch.zeros(count).double())

    def forward(self, items, gaps, kinds):
        m = self.model
        x = m.n0(m.emb(items, gaps, kinds))
        h = m.cms[0](x + self.memory(m.mem[0], x), x)
        return m.nf(self.continuum(h[0], x[0])[None] if self.moves else h)

    def memory(self, m, x):
        y = m.norm(x)[0]
        past = torch.cat([torch.zeros(2, m.d).double(), y])
        z = past[2:] * m.cw[0] + past[1:-1] * m.cw[1] + past[:-2] * m.cw[2]
        starts = {"key": m.Sk, "value": m.Sv, "rate": m.Sea, "main": m.Sm}
        own = {name: torch.zeros_like(start) for name, start in starts.items()}
        mean = dict(own)
        outputs = []
        for t in range(len(z)):
            column = (z[t] @ m.Wx).view(m.H, m.dh, 1)
            read = {name: (starts[name] + own[name]) @ column for name in starts}
            k, v = unit(read["key"], 1), unit(read["value"], 1)
            rates = torch.sigmoid(read["rate"][..., 0] + m.bea)[..., None, None]
            changes = {
                name: rates[:, 0] * (starts[name] + own[name]) @ (v - (2 if self.delta else 1) * k) @ k.mT
                for name in starts
            }
            for name, change in changes.items():
                if self.memory_momentum is not None:
                    mu = torch.sigmoid(self.memory_momentum)[:, None, None]
                    change = mean[name] = mu * mean[name] + (1 - mu) * change
                own[name] = (rates[:, 1] if self.decay else 1) * own[name] + change
            q = unit((z[t] @ m.Wq).view(m.H, m.dh))[..., None]
            o = (m.pref * starts["main"] @ q + own["main"] @ q)[..., 0]
            outputs.append((o / (o.square().mean(-1, keepdim=True) + 1e-5).sqrt()).flatten())
        o = torch.stack(outputs) * m.hn * torch.nn.functional.silu(y @ m.Wg)
        return (o @ m.Wo)[None]

    def continuum(self, h, x):
        levels, rows = self.levels, []
        states = [[torch.zeros(levels.r, levels.d).double() for _ in range(3)] for _ in levels.C]
        before = [None] * len(states)
        for t, row in enumerate(h):
            for i, (cadence, state) in enumerate(zip(levels.C, states)):
                if t > 0:
                    error = unit(x[t] @ levels.T) - before[i] @ state[0]
                    state[1] = state[1] + torch.outer(before[i], error)
                hidden = torch.nn.functional.gelu(levels.n[i](row) @ levels.A[i])
                before[i] = unit(hidden)
                row = row + hidden @ levels.B[i] + levels.sc[i] * before[i] @ state[0]
                if (t + 1) % cadence == 0:
                    rate = (torch.sigmoid(levels.eta[i]) / cadence**0.5).clamp(max=1 / cadence)
                    change = rate * state[1]
                    if self.moves[i]:
                        mu = torch.sigmoid(self.level_momentum[i])
                        change = state[2] = mu * state[2] + (1 - mu) * change
                    state[0] = torch.sigmoid(levels.al[i]) * state[0] + change
                    state[1] = torch.zeros_like(state[1])
            rows.append(row)
        return torch.stack(rows)

    def tensors(self):
        named = {}
        if self.memory_momentum is not None:
            named["memory_momentum"] = self.memory_momentum
        if len(self.level_momentum):
            named["level_momentum"] = self.level_momentum
        return named


def load(path):
    spec = importlib.util.spec_from_file_location("models", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def randomise(model, generator):
    """Moves every parameter away from its initial value, exactly representable in float32."""
    with torch.no_grad():
        for parameter in model.parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            parameter.copy_((parameter.float() + 0.2 * noise).double())


def level_tensors(levels):
    return {
        "level_gain": torch.stack([norm.g for norm in levels.n]),
        "level_in": torch.stack(list(levels.A)),
        "level_out": torch.stack(list(levels.B)),
        "level_target": levels.T,
        "level_rate": levels.eta,
        "level_retention": levels.al,
        "level_scale": levels.sc,
    }


def tensors(model):
    """The model's parameters under the names of a base. A matrix maps a row vector: y = x W."""
    memory, block = model.mem[0], model.cms[0]
    item = model.emb.item.weight
    return {
        "item": item[1 : ITEMS + 1],
        "item_bias": model.emb.bias[1 : ITEMS + 1],
        "start": item[0],
        "kind": model.emb.act.weight[:KINDS],
        "gap": model.emb.gap.weight[:GAPS],
        "input_gain": model.n0.g,
        "memory_gain": memory.norm.g,
        "convolution": memory.cw,
        "head_input": memory.Wx,
        "query": memory.Wq,
        "gate": memory.Wg,
        "output": memory.Wo,
        "start_key": memory.Sk,
        "start_value": memory.Sv,
        "start_main": memory.Sm,
        "start_rate": memory.Sea,
        "rate_bias": memory.bea,
        "shared_read": memory.pref,
        "head_gain": memory.hn,
        "hidden_gain": block.n[0].g,
        "hidden_in": block.A[0],
        "hidden_out": block.B[0],
        "context_gain": model.nf.weight,
        "context_bias": model.nf.bias,
    }


def write_base(folder, named, d, heads, hidden, seed, rank, cadences, optimisers=None, writing=None):
    manifest = {
        "release": f"golden-{folder.name}",
        "shape": {
            "width": d,
            "heads": heads,
            "hidden": hidden,
            "memoryWrites": True,
            "continuum": {"rank": rank, "cadences": list(cadences)} | ({"optimisers": optimisers} if optimisers else {}),
        }
        | ({"writing": writing} if writing else {}),
        "mix": {"family": "LOG", "collective": 0.0, "repeats": 0.0, "coldBias": 0.0},
        "dataDigest": "",
        "seed": seed,
        "code": "golden.py",
        "configuration": {},
        "metrics": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (folder / "items.json").write_text(json.dumps([f"i{row}" for row in range(ITEMS)]) + "\n")
    header, data = {}, b""
    for name, tensor in named.items():
        values = tensor.detach().float().contiguous().flatten().tolist()
        raw = struct.pack(f"<{len(values)}f", *values)
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (folder / "weights.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def history(length, generator):
    def draw(low, high):
        return torch.randint(low, high, (length,), generator=generator).tolist()

    items = draw(-1, ITEMS)
    items[3:] = [items[i] if i % 5 else items[i - 3] for i in range(3, length)]  # repeats
    return {"items": items, "kinds": draw(0, KINDS), "gaps": draw(0, GAPS)}


def contexts(model, events):
    """Rows in the model's tables: 0 is the start event, ITEMS + 1 the unknown item, both gap and
    kind have one more row of zeros for the start event."""
    items = [0] + [ITEMS + 1 if row < 0 else row + 1 for row in events["items"]]
    gaps, kinds = [GAPS] + events["gaps"], [KINDS] + events["kinds"]
    with torch.no_grad():
        h = model(*(torch.tensor([column]) for column in (items, gaps, kinds)))[0]
    return [[round(x, 9) for x in row] for row in h.tolist()]


def optimiser(momentum):
    return "MOMENTUM" if momentum else "GRADIENT_DESCENT"


def main():
    models, out = load(sys.argv[1]), Path(sys.argv[2])
    for name, (d, heads, hidden, seed, rank, cadences, moves, delta, momentum, decay) in OPTIMISED.items():
        generator, model = prepared(models, d, heads, hidden, seed)
        named, levels = tensors(model), None
        if cadences:
            levels = models.CMS(d, rank, cadences, fast=True).double().eval()
            randomise(levels, generator)
            named |= level_tensors(levels)
        reference = Optimised(model, levels, moves, delta, momentum, decay)
        with torch.no_grad():
            for parameter in reference.tensors().values():
                parameter.copy_(torch.randn(parameter.shape, generator=generator).double())
        named |= reference.tensors()
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        writing = {"deltaDescent": delta, "optimiser": optimiser(momentum), "decay": decay}
        optimisers = [optimiser(each) for each in moves]
        write_base(folder, named, d, heads, hidden, seed, rank, cadences, optimisers, writing)
        write_contexts(folder, reference, generator)
    for name, (d, heads, hidden, seed, rank, cadences) in SHAPES.items():
        generator, model = prepared(models, d, heads, hidden, seed)
        named, reference = tensors(model), model
        if cadences:
            levels = models.CMS(d, rank, cadences, fast=True).double().eval()
            randomise(levels, generator)
            named |= level_tensors(levels)
            reference = Levels(model, levels)
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        write_base(folder, named, d, heads, hidden, seed, rank, cadences)
        write_contexts(folder, reference, generator)


def prepared(models, d, heads, hidden, seed):
    """A generator and the model with weights drawn from it."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = models.HOPE(
        ITEMS + 1, d=d, layers=1, H=heads, variant="self", cms="static", C=(1,), r=hidden,
        ngap=GAPS + 1, nact=KINDS + 1,
    ).double().eval()
    randomise(model, generator)
    with torch.no_grad():
        model.emb.item.weight[ITEMS + 1].zero_()
        model.emb.gap.weight[GAPS].zero_()
        model.emb.act.weight[KINDS].zero_()
    return generator, model


def write_contexts(folder, reference, generator):
    cases = []
    for length in LENGTHS:
        case = history(length, generator)
        rows = contexts(reference, case)
        case["last"] = length > 4
        case["contexts"] = rows[-1:] if case["last"] else rows
        cases.append(case)
    (folder / "contexts.json").write_text(
        "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"
    )


if __name__ == "__main__":
    main()
