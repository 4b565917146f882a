namespace Kd.EndToEnd.Tests;

/// <summary>A copy of the sample that has been distilled once, with few epochs, for all tests. They clone it, or only read it.</summary>
internal static class TrainedSample
{
    private static readonly Lazy<(SampleProject Project, BuildResult FirstBuild)> _distilled = new(Distil);

    public static SampleProject Project => _distilled.Value.Project;

    public static BuildResult FirstBuild => _distilled.Value.FirstBuild;

    private static (SampleProject Project, BuildResult FirstBuild) Distil()
    {
        var project = SampleProject.Fresh();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => project.Dispose();
        return (project, project.Distill().Succeeded());
    }
}
