namespace Kd.IO;

/// <summary>What a file of weights or of a model turns out to be.</summary>
internal enum FileFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>What <c>safetensors</c> and Kd write.</summary>
    SafeTensors,

    /// <summary>What TorchSharp's <c>module.save</c> writes.</summary>
    TorchSharp,

    /// <summary>What PyTorch's <c>torch.save</c> writes: Python objects.</summary>
    TorchSave,

    /// <summary>What PyTorch's <c>torch.jit.save</c> writes: code and weights.</summary>
    TorchScript,

    /// <summary>What stands in a working tree for a file that Git LFS keeps elsewhere.</summary>
    LfsPointer,
}
