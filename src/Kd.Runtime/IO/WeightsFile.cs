using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>Reads a file of weights in one of the formats that Kd knows; the extension says which.</summary>
internal static class WeightsFile
{
    private const string FromPyTorch = "In Python, safetensors.torch.save_file(model.state_dict(), \"teacher.safetensors\") writes one that Kd reads.";

    /// <summary>Reads all tensors of a file, onto the CPU.</summary>
    /// <returns>The tensors by name. They are in no dispose scope: the caller disposes them.</returns>
    /// <exception cref="InvalidDataException">The extension is of no known format, or the content is not what the extension says.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        // A file that is not there is that first of all, whatever its extension.
        File.OpenRead(path).Dispose();
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".safetensors" => SafeTensors.Read(path),
                ".dat" => TorchSharpWeights.Read(path),
                var other => throw new InvalidDataException(
                    $"{path} has the extension '{other}'. Kd reads .safetensors, and .dat as TorchSharp's module.save writes it."),
            };
        }
        catch (InvalidDataException e) when (Hint(path) is { } hint)
        {
            throw new InvalidDataException($"{e.Message} {hint}", e);
        }
    }

    /// <summary>What a file is that is not what it should be, and what to do; nothing if that cannot be told.</summary>
    private static string? Hint(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return FileFormats.Of(path) switch
        {
            FileFormat.TorchSave => $"It looks like a file of PyTorch's torch.save. {FromPyTorch}",
            FileFormat.TorchScript => "It is a TorchScript file, with a model's code too: mark the class with [TeacherScript(...)] instead, and derive it from ScriptTeacher.",
            FileFormat.LfsPointer => FileFormats.FetchFromLfs,
            FileFormat.SafeTensors when extension != ".safetensors" => "It looks like a safetensors file: name it .safetensors.",
            FileFormat.TorchSharp when extension != ".dat" => "It is a file of TorchSharp's module.save: name it .dat.",
            _ when extension is ".pt" or ".pth" or ".bin" or ".ckpt" => FromPyTorch,
            _ => null,
        };
    }
}
