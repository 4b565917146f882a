using Kd.Tasks.Graph;
using Kd.Tasks.Keys;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Graph;

public sealed class StageReaderTests
{
    [Fact]
    public void Reads_all_of_a_declaration()
    {
        var student = Read(StageSource.Digits).Single(stage => stage.Name == "DigitsStudent");
        Assert.Equal(StageRole.Student, student.Role);
        Assert.Equal(["DigitsTeacher"], student.After);
        Assert.Equal(["DigitsStudent", "Digits"], student.Reads);
        Assert.Equal("response(4)", student.Declaration);
        Assert.Equal(["train.epochs", "train.seed", "response.temperature"], student.Settings);
        Assert.Null(student.Weights);
    }

    [Fact]
    public void Reads_stages_whose_attribute_is_in_another_assembly()
    {
        var runtime = Compiler.Compile(StageSource.Attribute, "Kd.Runtime");
        var image = Compiler.Compile("[assembly: Kd.Training.DistillStage(\"T\", Kd.Training.StageRole.Teacher, typeof(E), Weights = \"t.safetensors\")] class E;", references: [runtime]);
        var stage = Assert.Single(StageReader.Read(new CodeAssembly(new MemoryStream(image))));
        Assert.Equal((StageRole.Teacher, "t.safetensors"), (stage.Role, stage.Weights));
    }

    [Theory]
    [InlineData("Weights = \"t.safetensors\"", "teacher.safetensors")]
    [InlineData("Weights = \"t.pt\", IsScript = true", "teacher.pt")]
    public void Knows_what_a_teacher_leaves(string weights, string file)
    {
        var stage = Assert.Single(Read($"[assembly: Kd.Training.DistillStage(\"T\", Kd.Training.StageRole.Teacher, typeof(E), {weights})] class E;{StageSource.Attribute}"));
        Assert.Equal([new("T", Path.Combine("result", file))], stage.WeightsIn("result"));
    }

    [Fact]
    public void Reads_the_models_of_a_group_and_whose_stage_one_is()
    {
        var stages = Read(StageSource.Schemes);
        Assert.Equal(["Narrow", "Wide"], stages[0].Models);
        Assert.Equal([null, "Pupil", null], stages.Select(stage => stage.Student));
    }

    [Fact]
    public void Knows_the_student_of_a_baseline() =>
        Assert.Equal("DigitsStudent", Read(StageSource.Digits).Single(stage => stage.Role == StageRole.Baseline).BaselineOf);

    private static IReadOnlyList<Stage> Read(string source) =>
        StageReader.Read(new CodeAssembly(new MemoryStream(Compiler.Compile(source))));
}
