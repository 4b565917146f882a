using System.Text;
using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary>A teacher that was trained elsewhere: <c>[Teacher(Weights = ...)]</c>.</summary>
public sealed class ImportedWeightsTests : IDisposable
{
    private const string Teacher = "DigitsTeacher", Student = "DigitsStudent";
    private readonly SampleProject _project = TrainedSample.Project.Clone();

    [Fact]
    public void Safetensors_take_the_place_of_training_and_other_ones_are_other_ones()
    {
        var teacher = Result(Teacher, "teacher.safetensors");
        var file = Path.Combine(_project.Folder, "teacher.safetensors");
        File.WriteAllBytes(file, teacher);

        AssertTeaches(_project.Edit("DigitsTeacher.cs", "[Teacher]", "[Teacher(Weights = \"teacher.safetensors\")]"));

        var changed = teacher.ToArray();
        changed[^2] ^= 1;
        File.WriteAllBytes(file, changed);
        Assert.Equal([Teacher, Student], _project.Distill().Succeeded().Trained);
        Assert.Equal(changed, Result(Teacher, "teacher.safetensors"));

        File.WriteAllBytes(file, teacher);
        Assert.Empty(_project.Distill().Succeeded().Trained);
        Assert.Equal(teacher, Result(Teacher, "teacher.safetensors"));
    }

    [Fact]
    public void What_TorchSharp_saved_takes_the_place_of_training()
    {
        _project.Edit("Program.cs", "DigitsStudent student;", """
            using (var teacher = new DigitsTeacher())
            {
                Kd.IO.ModelWeights.Load(teacher, Path.Combine(AppContext.BaseDirectory, "distilled", "DigitsTeacher", "teacher.safetensors"));
                teacher.save(Path.Combine(AppContext.BaseDirectory, "teacher.dat"));
            }

            DigitsStudent student;
            """).Build().Succeeded();
        var (exitCode, output) = _project.Run();
        Assert.True(exitCode == 0, output);
        File.Move(Path.Combine(_project.Output, "teacher.dat"), Path.Combine(_project.Folder, "teacher.dat"));

        AssertTeaches(_project.Edit(
            "DigitsTeacher.cs",
            "[Teacher]\n[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4), Cosine]",
            "[Teacher(Weights = \"teacher.dat\")]"));
    }

    [Fact]
    public void Names_of_the_file_are_those_that_the_class_says()
    {
        // As long as the class's, so that the length of the file's header stays.
        var file = Encoding.Latin1.GetString(Result(Teacher, "teacher.safetensors")).Replace("\"stem.", "\"root.");
        File.WriteAllBytes(Path.Combine(_project.Folder, "teacher.safetensors"), Encoding.Latin1.GetBytes(file));
        const string Stem = "private readonly Sequential stem";

        AssertTeaches(_project.Edit("DigitsTeacher.cs", "[Teacher]", "[Teacher(Weights = \"teacher.safetensors\")]").Edit("DigitsTeacher.cs", Stem, $"[WeightName(\"root\")] {Stem}"));

        var error = _project.Edit("DigitsTeacher.cs", "[WeightName(\"root\")]", "[WeightName(\"roots\")]").Distill().FailedWith("KD3006");
        Assert.EndsWith(" To read the file as it is, write [WeightName(\"root\")] on stem. Nothing was loaded.", error.Text);
    }

    [Fact]
    public void A_file_of_another_model_is_one_error_that_lists_what_does_not_fit_and_earlier_results_stay()
    {
        var earlier = _project.Artifacts();
        File.WriteAllBytes(Path.Combine(_project.Folder, "teacher.safetensors"), Result(Student, "student.safetensors"));
        _project.Edit("DigitsTeacher.cs", "[Teacher]", "[Teacher(Weights = \"teacher.safetensors\")]");

        var build = _project.Distill();

        var error = build.FailedWith("KD3006");
        Assert.StartsWith($"DigitsTeacher: {Path.Combine(_project.Folder, "teacher.safetensors")} does not hold the weights of DigitsTeacher: ", error.Text);
        Assert.Contains(" is unexpected (did you mean ", error.Text);
        Assert.Contains("stem.0.weight is (8, 1, 3, 3) where (32, 1, 3, 3) is wanted; ", error.Text);
        Assert.EndsWith(" Nothing was loaded.", error.Text);
        Assert.DoesNotContain("   at ", build.Log);
        Assert.Equal(earlier, _project.Artifacts());
    }

    [Theory]
    [InlineData("teacher.safetensors", null, "KD1009", "teacher.safetensors")]
    [InlineData("teacher.dat", "not what it should be", "KD3006", "is not a whole file of TorchSharp's module.save: ")]
    public void A_file_that_is_missing_or_damaged_is_one_error(string file, string? content, string id, string part)
    {
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(_project.Folder, file), content);
        }

        var error = _project.Edit("DigitsTeacher.cs", "[Teacher]", $"[Teacher(Weights = \"{file}\")]").Distill().FailedWith(id);

        Assert.Contains(Path.Combine(_project.Folder, file), error.Text);
        Assert.Contains(part, error.Text);
    }

    public void Dispose() => _project.Dispose();

    private byte[] Result(string stage, string file) => File.ReadAllBytes(Path.Combine(_project.Output, "distilled", stage, file));

    private double TeacherAccuracy(string stage) =>
        JsonDocument.Parse(Result(stage, "summary.json")).RootElement.GetProperty("test").GetProperty("teacher").GetDouble();

    /// <summary>Distils, and asserts that the teacher is the one that was trained before, without an epoch.</summary>
    private void AssertTeaches(SampleProject project)
    {
        var (accuracy, teacher, student) = (TeacherAccuracy(Teacher), Result(Teacher, "teacher.safetensors"), Result(Student, "student.safetensors"));

        var build = project.Distill().Succeeded();

        Assert.Equal([Teacher, Student], build.Trained);
        Assert.DoesNotContain("DigitsTeacher: epoch", build.Log);
        Assert.Contains("DigitsStudent: epoch", build.Log);
        Assert.Empty(Result(Teacher, "metrics.jsonl"));
        Assert.Equal((accuracy, accuracy), (TeacherAccuracy(Teacher), TeacherAccuracy(Student)));
        Assert.Equal(teacher, Result(Teacher, "teacher.safetensors"));

        // The same teacher makes the same student.
        Assert.Equal(student, Result(Student, "student.safetensors"));
    }
}
