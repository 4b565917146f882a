"""Reads and writes .safetensors: with the package safetensors where it is installed, else by itself, as far as this sample needs it."""

import json
import struct

import torch

try:
    from safetensors.torch import load_file, save_file
except ImportError:
    load_file = save_file = None

TYPES = {"F32": torch.float32, "I64": torch.int64}


def save(weights, path):
    weights = {name: weight.detach().cpu().contiguous() for name, weight in weights.items()}
    if save_file:
        save_file(weights, path)
        return

    names = {dtype: name for name, dtype in TYPES.items()}
    header, end = {}, 0
    for name, weight in weights.items():
        begin, end = end, end + weight.numel() * weight.element_size()
        header[name] = {"dtype": names[weight.dtype], "shape": list(weight.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for weight in weights.values():
            file.write(weight.numpy().tobytes())


def load(path):
    if load_file:
        return load_file(path)

    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    data = bytearray(content[8 + length:])
    weights = {}
    for name, entry in json.loads(content[8:8 + length]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            weights[name] = torch.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return weights
