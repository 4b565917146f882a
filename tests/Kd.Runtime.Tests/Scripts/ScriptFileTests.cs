using System.IO.Compression;
using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Scripts;

/// <summary>A file that is no TorchScript file is told, with what it is instead.</summary>
public sealed class ScriptFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["teacher.pt"];

    public static TheoryData<string, Action<string>, string> Wrong { get; } = new()
    {
        { "nothing", path => System.IO.File.WriteAllBytes(path, []), "PytorchStreamReader failed reading zip archive: not a ZIP archive. In Python, torch.jit.script(model.eval()).save(" },
        { "text", path => System.IO.File.WriteAllText(path, "not what it should be"), "In Python, torch.jit.script(model.eval()).save(" },
        { "half of it", path => System.IO.File.WriteAllBytes(path, System.IO.File.ReadAllBytes(TinyScript.File)[..6000]), "failed finding central directory. It looks like a file of torch.save" },
        { "torch.save", path => TinyScript.Edit(path, (name, content) => name.Contains("/code/") || name.EndsWith("/constants.pkl", StringComparison.Ordinal) ? null : content), "constants.pkl: file not found. It looks like a file of torch.save, which has no code. In Python," },
        { "an old torch.save", path => System.IO.File.WriteAllBytes(path, [0x80, 2, 0x8a, 10]), "It looks like a file of torch.save, which has no code." },
        { "safetensors", path => SafeTensors.Write(path, new Dictionary<string, Tensor> { ["weight"] = ones(2, device: CPU) }), "It has weights alone, which are for [Teacher(Weights = ...)]." },
        { "module.save", path => nn.Linear(2, 2, device: CPU).save(path), "It has weights alone, which are for [Teacher(Weights = ...)]." },
        { "Git LFS", path => System.IO.File.WriteAllText(path, "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"), "It is a pointer of Git LFS: git lfs pull fetches the file." },
        { "a newer version", path => TinyScript.Edit(path, (name, content) => name.EndsWith("/version", StringComparison.Ordinal) ? "99\n"u8.ToArray() : content), "that this libtorch can load: Attempted to read a PyTorch file with version 99, but the maximum supported version for reading is 10. The version of your PyTorch installation may be too old" },
        { "lost objects", path => TinyScript.Edit(path, (name, content) => name.EndsWith("/data.pkl", StringComparison.Ordinal) ? content[..99] : content), "It is damaged, or from a newer PyTorch." },
        { "no Python", path => TinyScript.Write(path, "Tensor", "((("), "expected " },
        { "another archive", AnotherArchive, "file in archive is not in a subdirectory: a.txt. It looks like a file of torch.save" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void It_is_told_what_it_is_instead(string what, Action<string> write, string part)
    {
        write(File);
        using var teacher = new TinyScriptTeacher();

        var refusal = Assert.Throws<KdException>(() => teacher.LoadScript(File, CPU));

        Assert.True(refusal.Id == "KD3013", what);
        Assert.StartsWith($"{File} is not a TorchScript file that this libtorch can load: ", refusal.Message);
        Assert.Contains(part, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Empty(teacher.parameters());
    }

    [Fact]
    public void A_file_that_is_missing_is_another_error()
    {
        using var teacher = new TinyScriptTeacher();

        Assert.Throws<FileNotFoundException>(() => teacher.LoadScript(File, CPU));
    }

    [Fact]
    public void A_script_where_weights_are_wanted_is_told_too()
    {
        using var model = new TinyTeacher();

        Assert.Contains("It is a TorchScript file, with a model's code too: mark the class with [TeacherScript(...)]", Refusal.Of(TinyScript.File, () => ModelWeights.Import(model, TinyScript.File)));
    }

    public void Dispose() => _folder.Dispose();

    private static void AnotherArchive(string path)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        archive.CreateEntry("a.txt").Open().Dispose();
    }
}
