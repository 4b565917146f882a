using System.Runtime.InteropServices;
using Kd.IO;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Scripts;

/// <summary>Loads TorchScript files.</summary>
internal static class ScriptFile
{
    private const string Save = "In Python, torch.jit.script(model.eval()).save(\"teacher.pt\") writes one.";

    /// <summary>Loads a script onto a device, whichever it was saved from.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="KdException">It is no TorchScript file (KD3013).</exception>
    public static jit.ScriptModule Load(string path, Device device)
    {
        // What cannot be opened is told by its own exception, before libtorch says the same in other words.
        File.OpenRead(path).Dispose();
        try
        {
            return jit.load(path, device.type, device.index);
        }
        catch (ExternalException e)
        {
            throw new KdException("KD3013", $"{path} is not a TorchScript file that this libtorch can load: {Message(e)}. {Hint(path)}");
        }
    }

    /// <summary>What an exception of libtorch says, in one line: without its traces, but with the place in the script where it failed.</summary>
    public static string Message(ExternalException exception)
    {
        const string interpreter = "The following operation failed in the TorchScript interpreter.";
        const string check = "[enforce fail at ";
        var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault() ?? exception.GetType().Name;
        var place = "";
        if (line == interpreter)
        {
            line = lines[^1];
            place = lines.LastOrDefault(l => l.StartsWith("File ", StringComparison.Ordinal)) is { } file ? $" ({file["File ".Length..].Replace("\"", "")})" : "";
        }
        else if (line.StartsWith(check, StringComparison.Ordinal) && line.IndexOf("] . ", StringComparison.Ordinal) is >= 0 and var end)
        {
            line = line[(end + "] . ".Length)..];
        }

        return line.TrimEnd('.') + place;
    }

    private static string Hint(string path) => FileFormats.Of(path) switch
    {
        FileFormat.TorchSave => $"It looks like a file of torch.save, which has no code. {Save} Its weights alone are for [Teacher(Weights = ...)].",
        FileFormat.SafeTensors or FileFormat.TorchSharp => "It has weights alone, which are for [Teacher(Weights = ...)].",
        FileFormat.LfsPointer => FileFormats.FetchFromLfs,
        FileFormat.TorchScript => "It is damaged, or from a newer PyTorch.",
        _ => Save,
    };
}
