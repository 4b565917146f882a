using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

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

    public void Dispose()
    {
        _model.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
