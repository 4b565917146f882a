namespace Kd.EndToEnd.Tests;

/// <summary>The sample with a teacher, an assistant and a student, distilled with few epochs. Tests clone it.</summary>
public sealed class TrainedAssistants : IDisposable
{
    public TrainedAssistants() => FirstBuild = Project.Distill().Succeeded();

    // Long enough for a trainer to be killed on its way.
    internal SampleProject Project { get; } = SampleProject.CopyOf("Assistants", "-p:KdEpochs=20", "-p:KdSet=LargeNet/train.epochs=6");

    internal BuildResult FirstBuild { get; }

    public void Dispose() => Project.Dispose();
}
