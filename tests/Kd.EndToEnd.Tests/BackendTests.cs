using System.Text.Json;

namespace Kd.EndToEnd.Tests;

/// <summary><c>KdBackend</c> chooses the package that brings libtorch.</summary>
public sealed class BackendTests
{
    [Theory]
    [InlineData(null, "TorchSharp-cpu")]
    [InlineData("cpu", "TorchSharp-cpu")]
    [InlineData("cuda", "TorchSharp-cuda-linux")]
    public void The_project_references_the_package_of_the_backend_and_no_other(string? backend, string package)
    {
        using var items = JsonDocument.Parse(TrainedSample.Project.Evaluate(["-getItem:PackageReference", .. backend is null ? [] : new[] { $"-p:KdBackend={backend}" }]));

        var packages = items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        Assert.Equal([package], packages.Where(name => name.StartsWith("TorchSharp", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_restored_without_it_has_nothing_of_CUDA()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(TrainedSample.Project.Folder, "obj", "project.assets.json")));

        var libraries = assets.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name).ToList();
        Assert.Contains("TorchSharp-cpu/0.107.0", libraries);
        Assert.DoesNotContain(libraries, name => name.Contains("cuda", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void An_unknown_backend_is_one_error() =>
        Assert.Contains("KdBackend is 'rocm', which is not cpu or cuda.", TrainedSample.Project.Build("-p:KdBackend=rocm").FailedWith("KD1020").Text);
}
