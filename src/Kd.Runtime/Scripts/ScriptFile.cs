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
            throw new KdException("KD3013", $"{path} is not a TorchScript file that this libtorch can load: {Message(e)}. {Hint(path)}", e);
        }
    }

    /// <summary>What an exception of libtorch says, in one line, without its traces.</summary>
    public static string Message(ExternalException exception)
    {
        const string interpreter = "The following operation failed in the TorchScript interpreter.";
        const string place = "[enforce fail at ";
        var lines = exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.Length == 0 ? exception.GetType().Name : lines[0] == interpreter ? lines[^1] : lines[0];
        if (line.StartsWith(place, StringComparison.Ordinal) && line.IndexOf("] . ", StringComparison.Ordinal) is >= 0 and var end)
        {
            line = line[(end + "] . ".Length)..];
        }

        return line.TrimEnd('.');
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
