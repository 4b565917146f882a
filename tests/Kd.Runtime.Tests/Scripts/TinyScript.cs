using System.IO.Compression;

namespace Kd.Tests.Scripts;

/// <summary>The tiny teacher as a TorchScript file, and files like it whose forward does something else.</summary>
internal static class TinyScript
{
    private const string Result = "(head).forward(features, )";

    /// <summary>The file that <c>make_tiny.py</c> wrote: (B, 1, 4, 4) to (B, 3), saved in training mode.</summary>
    public static string File => Path.Combine(AppContext.BaseDirectory, "torchscript", "tiny.pt");

    /// <summary>Writes the script with another result.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">The result's type, as Python writes it.</param>
    /// <param name="result">The result: <c>LOGITS</c> (B, 3) and <c>features</c> (B, 4, 4, 4) are at hand.</param>
    public static void Write(string path, string type, string result) => Edit(path, (name, content) =>
    {
        if (!name.EndsWith("/code/__torch__.py", StringComparison.Ordinal))
        {
            return content;
        }

        var code = System.Text.Encoding.UTF8.GetString(content);
        Assert.Contains(Result, code);
        return System.Text.Encoding.UTF8.GetBytes(code.Replace("-> Tensor:", $"-> {type}:").Replace(Result, result.Replace("LOGITS", Result)));
    });

    /// <summary>Writes the script with other entries.</summary>
    /// <param name="path">The file.</param>
    /// <param name="edit">Gives an entry's new content; nothing to leave it out.</param>
    public static void Edit(string path, Func<string, byte[], byte[]?> edit)
    {
        using var source = ZipFile.OpenRead(File);
        using var target = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            if (edit(entry.FullName, content.ToArray()) is { } edited)
            {
                using var stream = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                stream.Write(edited);
            }
        }
    }
}
