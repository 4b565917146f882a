using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary>A teacher that is a TorchScript file: <c>[TeacherScript("teacher.pt")]</c>.</summary>
public sealed class ScriptTeacherTests : IDisposable
{
    private const string Teacher = "DigitsTeacher", Student = "DigitsStudent";
    private const string Result = "_0 = ((head).forward(features, ), features)";

    // Written by make_digits_teacher.py: it returns the logits and the features of its body.
    private static readonly string _script = Path.Combine(Repository.Root, "tests", "Kd.EndToEnd.Tests", "torchscript", "digits_teacher.pt");

    private readonly SampleProject _project;

    public ScriptTeacherTests()
    {
        _project = TrainedSample.Project.Clone().Add("DigitsTeacher.cs", """
            using Kd;
            using static TorchSharp.torch;

            namespace Digits;

            [TeacherScript("teacher.pt"), Hint("late", Item = 1)]
            public sealed partial class DigitsTeacher : ScriptTeacher<(Tensor Logits, Tensor Features)>;
            """);
        _project
            .Edit("DigitsStudent.cs", "[RelationPair(\"early\", \"late\", Weight = 0.1)]\n", "")
            .Edit("DigitsStudent.cs", "[Guided(\"early\", Weight = 0.05)]\n", "");
    }

    private string File => Path.Combine(_project.Folder, "teacher.pt");

    [Fact]
    public void It_teaches_by_its_logits_and_by_what_else_it_returns()
    {
        System.IO.File.Copy(_script, File);

        var build = _project.Distill().Succeeded();

        Assert.Equal([Teacher, Student], build.Trained);
        Assert.DoesNotContain("DigitsTeacher: epoch", build.Log);
        Assert.Equal(System.IO.File.ReadAllBytes(_script), Published(Teacher, "teacher.pt"));
        var teacher = Summary(Teacher).GetProperty("test").GetProperty("teacher").GetDouble();
        Assert.InRange(teacher, 0.95, 1);
        Assert.Equal(teacher, Summary(Student).GetProperty("test").GetProperty("teacher").GetDouble());
        Assert.Equal(5_114, Summary(Student).GetProperty("parameters").GetProperty("teacher").GetInt64());
        var losses = JsonDocument.Parse(Encoding.UTF8.GetString(Published(Student, "metrics.jsonl")).Split('\n')[0]).RootElement.GetProperty("losses");
        Assert.Equal(["response", "similarityPreserving.late", "taskLoss", "total"], losses.EnumerateObject().Select(loss => loss.Name).Order());
        Assert.All(losses.EnumerateObject(), loss => Assert.True(loss.Value.GetDouble() > 0));
        var student = Published(Student, "student.safetensors");

        // The same script: nothing to do. Another one: another teacher, and so another student, which here has learnt the same.
        Assert.Empty(_project.Distill().Succeeded().Trained);
        Rewrite((_, content) => content, note: "This is another file.");
        Assert.Equal([Teacher, Student], _project.Distill().Succeeded().Trained);
        Assert.Equal(System.IO.File.ReadAllBytes(File), Published(Teacher, "teacher.pt"));
        Assert.Equal(student, Published(Student, "student.safetensors"));
    }

    [Fact]
    public void What_is_wrong_with_it_is_one_error_before_anything_is_trained_and_earlier_results_stay()
    {
        var earlier = _project.Artifacts();

        Assert.Contains(File, Refused("KD1009").Text);

        System.IO.File.WriteAllText(File, "not what it should be");
        Assert.StartsWith($"DigitsTeacher: {File} is not a TorchScript file that this libtorch can load: ", Refused("KD3013").Text);

        Rewrite(Replace("-> Tuple[Tensor, Tensor]:", "-> Dict[str, Tensor]:", Result, "_0 = {\"logits\": (head).forward(features, )}"));
        Assert.StartsWith($"DigitsTeacher: The script {File} of DigitsTeacher, called with Float32 (256, 1, 8, 8), returns neither tensors nor a tuple of them", Refused("KD3014").Text);

        // A traced model may have the size of its example's batch in its code.
        Rewrite(Replace(Result, "_0 = (torch.reshape((head).forward(features, ), [64, 10]), features)"));
        Assert.Matches(@"fails: RuntimeError: shape '\[64, 10\]' is invalid for input of size 2560 \(code/__torch__\.py, line \d+, in forward\)\. Let its forward take one tensor as the data has it, in batches of any size\.$", Refused("KD3014").Text);

        // libtorch ends the process of a script with an operator that it does not know.
        Rewrite(Replace(Result, "_0 = (ops.torchvision.nms((head).forward(features, ), features), features)"));
        Assert.EndsWith(": Unknown builtin op: torchvision::nms.", Refused("KD3900").Text);

        Assert.Equal(earlier, _project.Artifacts());

        BuildError Refused(string id)
        {
            var build = _project.Distill();
            Assert.DoesNotContain(Student, build.Trained);
            Assert.DoesNotContain("   at ", build.Log);
            return build.FailedWith(id);
        }
    }

    public void Dispose() => _project.Dispose();

    private byte[] Published(string stage, string file) => System.IO.File.ReadAllBytes(Path.Combine(_project.Output, "distilled", stage, file));

    private JsonElement Summary(string stage) => JsonDocument.Parse(Published(stage, "summary.json")).RootElement;

    private static Func<string, string, string> Replace(params string[] pairs) => (name, content) =>
    {
        foreach (var pair in name.EndsWith("/code/__torch__.py", StringComparison.Ordinal) ? pairs.Chunk(2) : [])
        {
            Assert.Contains(pair[0], content);
            content = content.Replace(pair[0], pair[1]);
        }

        return content;
    };

    /// <summary>Writes the teacher's file: the script with other code, or with a note that changes nothing.</summary>
    private void Rewrite(Func<string, string, string> edit, string? note = null)
    {
        System.IO.File.Delete(File);
        using var source = ZipFile.OpenRead(_script);
        using var target = ZipFile.Open(File, ZipArchiveMode.Create);
        foreach (var entry in source.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            // Latin-1 keeps every byte.
            Write(entry.FullName, Encoding.Latin1.GetBytes(edit(entry.FullName, Encoding.Latin1.GetString(content.ToArray()))));
        }

        if (note is not null)
        {
            Write("digits_teacher/extra/note", Encoding.UTF8.GetBytes(note));
        }

        void Write(string name, byte[] content)
        {
            using var stream = target.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
    }
}
