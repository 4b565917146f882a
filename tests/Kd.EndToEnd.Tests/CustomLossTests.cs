using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary>The sample with a loss of its own.</summary>
public sealed class CustomLossTests
{
    [Fact]
    public void A_loss_of_ones_own_is_built_set_and_reported_like_any_other()
    {
        using var project = SampleProject.CopyOf("CustomLoss");

        project.Build("-t:Distill", "-p:KdEpochs=2", "-p:KdBaseline=false", "-p:KdSet=SpiralTeacher/train.epochs=2 marginMatching.slack=0.1").Succeeded();

        var metrics = Directory.GetFiles(Path.Combine(project.Store, "SpiralStudent"), "metrics.jsonl", SearchOption.AllDirectories).Single();
        var losses = JsonDocument.Parse(File.ReadLines(metrics).First()).RootElement.GetProperty("losses");
        Assert.Equal(["marginMatching", "response", "total"], losses.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void A_value_out_of_the_range_that_it_says_is_one_error()
    {
        using var project = SampleProject.CopyOf("CustomLoss");

        var build = project.Build("-t:Distill", "-p:KdBaseline=false", "-p:KdSet=SpiralTeacher/train.epochs=1 marginMatching.slack=-1");

        Assert.Contains("marginMatching.slack is out of its range", build.FailedWith("KD1020").Text);
    }
}
