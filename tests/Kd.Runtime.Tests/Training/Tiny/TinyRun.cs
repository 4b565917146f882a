using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Training.Tiny;

/// <summary>Runs of the tiny distillation: a folder each, and one teacher.</summary>
internal sealed class TinyRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    public TinyRun()
    {
        manual_seed(3);
        using var teacher = new TinyTeacher();
        ModelWeights.Save(teacher, TeacherFile);
    }

    /// <summary>Where the teacher's weights are.</summary>
    public string TeacherFile => _folder["teacher.safetensors"];

    /// <summary>A path that nothing is at yet.</summary>
    public string this[string name] => _folder[name];

    /// <summary>What the runs said.</summary>
    public Recorder Recorder { get; } = new();

    /// <summary>Options that write into a folder of their own and take the weights of this teacher.</summary>
    public TinyDistiller.Options Options => new()
    {
        Output = _folder[$"run{++_runs}"],
        Weights = new Dictionary<string, string> { ["TinyTeacher"] = TeacherFile },
        Reporter = Recorder,
    };

    public void Dispose() => _folder.Dispose();
}
