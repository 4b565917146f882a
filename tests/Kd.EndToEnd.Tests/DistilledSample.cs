using System.Globalization;
using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary>A sample that has been distilled once, as it is declared. Tests leave it as it is.</summary>
public abstract class DistilledSample : IDisposable
{
    protected DistilledSample(string name)
    {
        Project = SampleProject.CopyOf(name);
        FirstBuild = Project.Build("-t:Distill").Succeeded();
    }

    internal SampleProject Project { get; }

    internal BuildResult FirstBuild { get; }

    /// <summary>The models and stages whose results are beside the program.</summary>
    internal IEnumerable<string> Published =>
        Directory.GetDirectories(Path.Combine(Project.Output, "distilled")).Select(f => Path.GetFileName(f)).Where(name => name != "tensorboard").Order(StringComparer.Ordinal);

    /// <summary>Distils again.</summary>
    internal BuildResult DistillAgain() => Project.Build("-t:Distill").Succeeded();

    /// <summary>What came out of a model's training.</summary>
    internal JsonElement Summary(string model) => Json(File.ReadAllText(Path.Combine(Project.ResultsOf(model), "summary.json")));

    /// <summary>A model's accuracy on the test part.</summary>
    /// <param name="model">The model whose run it was.</param>
    /// <param name="of">Of whom: the student itself, a teacher, the baseline, the ensemble.</param>
    internal double Test(string model, string of = "student") => Summary(model).GetProperty("test").GetProperty(of).GetDouble();

    /// <summary>The terms of a model's loss, with the total, as they are reported for each epoch.</summary>
    internal IEnumerable<string> Losses(string model) =>
        Json(File.ReadLines(Path.Combine(Project.ResultsOf(model), "metrics.jsonl")).First()).GetProperty("losses").EnumerateObject().Select(p => p.Name);

    /// <summary>What the sample's program writes.</summary>
    internal string Run()
    {
        var (exitCode, output) = Project.Run();
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>What the program says of a model that it reads with.</summary>
    internal string Reads(string model) => string.Create(CultureInfo.InvariantCulture, $"{model} reads {Test(model):P1} of 359 digits");

    public void Dispose() => Project.Dispose();

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
