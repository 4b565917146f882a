using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

[assembly: DistillStage("TinyTeacher.hint", StageRole.Student, typeof(TinyDistiller), Student = "TinyTeacher")]
[assembly: DistillStage("TinyTeacher.generation0", StageRole.Student, typeof(TinyDistiller), Student = "TinyTeacher")]
[assembly: DistillStage("tinyGroup", StageRole.Student, typeof(TinyDistiller), Models = ["TinyPeer", "TinyPeer.2"])]

namespace Kd.Tests.Training;

/// <summary>What the generated <c>LoadDistilled</c> does.</summary>
public sealed class DistilledModelTests : IDisposable
{
    private const string Name = nameof(DistilledModelTests);
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "distilled", Name);
    private readonly TinyStudent _model = new();

    [Fact]
    public void Loads_the_weights_beside_the_program_for_evaluation()
    {
        using var trained = new TinyStudent();
        ModelWeights.Save(trained, Path.Combine(_folder, "student.safetensors"));

        var loaded = DistilledModel.Load(_model, Name);

        Assert.Same(_model, loaded);
        Assert.False(loaded.training);
        Assert.Equal(Tensors.Bytes(trained), Tensors.Bytes(loaded));
    }

    [Fact]
    public void Says_how_to_make_the_weights_that_are_missing()
    {
        var refusal = Assert.Throws<KdException>(() => DistilledModel.Load(_model, Name));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains("dotnet build -t:Distill", refusal.Message);
    }

    [Fact]
    public void Says_that_the_class_has_changed()
    {
        using var other = new TinyTeacher();
        ModelWeights.Save(other, Path.Combine(_folder, "student.safetensors"));

        Assert.Equal("KD3006", Assert.Throws<KdException>(() => DistilledModel.Load(_model, Name)).Id);
    }

    [Theory]
    [InlineData("TinyTeacher.hint", "student")]
    [InlineData("TinyTeacher.generation0", "student")]
    [InlineData("TinyPeer", "student")]
    [InlineData("TinyPeer.2", "student")]
    [InlineData("Unknown", "teacher")]
    public void A_run_looks_for_the_weights_of_a_stage_where_Distill_leaves_them(string name, string role)
    {
        using var tiny = new TinyRun();
        using var loop = new TinyLoop(tiny.Options);

        var refusal = Assert.Throws<KdException>(() => loop.Run.Frozen(new TinyTeacher(), name));

        Assert.Equal("KD3005", refusal.Id);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "distilled", name, role + ".safetensors"), refusal.Message);
    }

    [Fact]
    public void A_model_of_a_group_is_found_by_its_name_when_its_run_had_no_folder()
    {
        using var tiny = new TinyRun();
        using (var loop = new TinyLoop(tiny.Options with { Output = null, Epochs = 1 }, "tinyGroup"))
        {
            var (one, other) = (loop.Learner(new TinyStudent(), Name), loop.Learner(new TinyTeacher(), Name + ".2"));
            loop.Train(batch => TinyLoop.TaskLoss(one, batch).add(TinyLoop.TaskLoss(other, batch), 1), one, other);
            loop.Finish(one, other);
        }

        Assert.Equal(119, DistilledModel.Load(_model, Name).parameters().Sum(p => p.numel()));
        Directory.Delete(_folder + ".2", recursive: true);
    }

    public void Dispose()
    {
        _model.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
