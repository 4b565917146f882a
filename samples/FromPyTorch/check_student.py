"""Loads the distilled student into PyTorch and compares it with TorchSharp: python3 check_student.py student.safetensors logits.csv"""

import csv
import sys

import torch
from torch import nn

import safetensors_file
from train_teacher import parts, read_digits


class PyTorchStudent(nn.Module):
    """The fields of PyTorchStudent.cs."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU())
        self.head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))

    def forward(self, images):
        return self.head(self.body(images))


def main(weights, logits):
    student = PyTorchStudent().eval()
    student.load_state_dict(safetensors_file.load(weights))
    images, _ = read_digits()
    _, test = parts(len(images))
    with torch.no_grad():
        here = student(images[test])
    with open(logits) as text:
        there = torch.tensor([[float(value) for value in row] for row in csv.reader(text)])
    difference = (here - there).abs().max().item()
    print(f"{len(test)} digits, largest difference of a logit {difference:.2e}")
    return 0 if difference <= 1e-5 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
