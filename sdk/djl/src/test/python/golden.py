"""Makes the golden files of the baselines' networks from an independent implementation in PyTorch.

Usage:  python golden.py path/to/models.py OUT

`models.py` is a research implementation that shares no code with this project. It is not part of
the repository; the golden files are. It offers `SASRec(V, d, layers, heads, drop, L)` and
`GRU(V, d, layers, drop)`. The weights are drawn from a seed, far from their initial values, so that
every one of them matters; the numbers are computed in double precision from the float32 weights.

OUT receives sasrec.json and gru4rec.json:
  {"width": d, "layers": .., "heads": .., "length": L,       the last three for SASRec only
   "arrays": [{"name": .., "dimensions": [..], "values": [..]}],
   "histories": [{"items":    [row of each event's item],
                  "contexts": [[h after the start event], [h after the first event], ...]}]}
With "last": true, "contexts" holds only h after the last event; SASRec then reads the last L events.
"""

import importlib.util
import json
import sys
from pathlib import Path

import torch

ITEMS, WIDTH, LAYERS, HEADS, LENGTH = 20, 16, 2, 2, 12
START = ITEMS + 1  # the reference's row of the start event; its row 0 is padding
LENGTHS = (0, 1, 2, 5, 11, 12, 13, 40)


def load(path):
    spec = importlib.util.spec_from_file_location("models", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def randomise(model, seed):
    """Moves every parameter away from its initial value, exactly representable in float32."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.3 * torch.randn(parameter.shape, generator=generator)
    return model.float().double().eval()


def affine(arrays, name, linear):
    arrays[name] = linear.weight.t()
    arrays[name + "_offset"] = linear.bias


def norm(arrays, name, layer):
    arrays[name + "_gain"] = layer.weight
    arrays[name + "_bias"] = layer.bias


def common(model):
    table = model.emb.item.weight
    return {"item": table[1:START], "item_bias": model.emb.bias[1:START], "start": table[START]}


def sasrec_arrays(model):
    arrays = common(model)
    arrays["position"] = model.pos.weight
    for i, block in enumerate(model.blocks):
        norm(arrays, f"layer{i}_attention", block["n1"])
        affine(arrays, f"layer{i}_heads", block["qkv"])
        affine(arrays, f"layer{i}_output", block["o"])
        norm(arrays, f"layer{i}_hidden", block["n2"])
        affine(arrays, f"layer{i}_hidden_in", block["f1"])
        affine(arrays, f"layer{i}_hidden_out", block["f2"])
    norm(arrays, "context", model.nf)
    return arrays


def gru_arrays(model):
    arrays = common(model)
    arrays["input"], arrays["input_offset"] = model.g.weight_ih_l0.t(), model.g.bias_ih_l0
    arrays["recurrent"], arrays["recurrent_offset"] = model.g.weight_hh_l0.t(), model.g.bias_hh_l0
    affine(arrays, "output", model.o)
    norm(arrays, "context", model.nf)
    return arrays


def rounded(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().reshape(-1).tolist()]


def history(model, items, window):
    rows = [START] + [item + 1 for item in items]
    last = window is not None and len(rows) > window
    contexts = model(torch.tensor([rows[-window:] if last else rows]))[0]
    if last:
        contexts = contexts[-1:]
    return {"items": items, "last": last, "contexts": [rounded(h) for h in contexts]}


def write(path, model, arrays, window, **sizes):
    generator = torch.Generator().manual_seed(7)
    histories = [torch.randint(0, ITEMS, (n,), generator=generator).tolist() for n in LENGTHS]
    listed = [
        {"name": name, "dimensions": list(array.shape), "values": rounded(array)}
        for name, array in arrays.items()
    ]
    content = dict(width=WIDTH, **sizes, arrays=listed)
    content["histories"] = [history(model, items, window) for items in histories]
    path.write_text(json.dumps(content))


def main():
    models, out = load(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    sasrec = randomise(models.SASRec(START, WIDTH, LAYERS, HEADS, 0.0, LENGTH), 1)
    sizes = dict(layers=LAYERS, heads=HEADS, length=LENGTH)
    write(out / "sasrec.json", sasrec, sasrec_arrays(sasrec), LENGTH, **sizes)
    gru = randomise(models.GRU(START, WIDTH, 1, 0.0), 2)
    write(out / "gru4rec.json", gru, gru_arrays(gru), None)


if __name__ == "__main__":
    main()
