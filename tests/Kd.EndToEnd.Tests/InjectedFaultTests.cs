using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>
/// Faults in the middle of a run: each is one line with an id, costs no earlier result, and the next run leaves the bytes of one that nothing
/// happened to.
/// </summary>
public sealed partial class InjectedFaultTests(FaultyProject faulty) : IClassFixture<FaultyProject>
{
    private static readonly string[] _settings = ["-p:KdBaseline=false", "-p:KdSeed=98"];

    private static readonly string[] _skips = [.. _settings, "-p:KdSet=train.nonFinite=Skip DigitsTeacher/train.epochs=2"];

    private readonly SampleProject _project = faulty.Project;

    public static TheoryData<string, string, bool> Faults => new()
    {
        { "nan", "error KD3002: DigitsStudent: The term agreement became NaN in epoch 1, step 0", false },
        { "infinity", "error KD3002: DigitsStudent: The term agreement became ", false },
        { "gradient", "error KD3002: DigitsStudent: The term ", false },
        { "nan once", "warning KD2103: DigitsStudent: 1 of 17 steps of epoch 2 were skipped, since a loss or gradient was not finite: The term agreement became NaN in epoch 2", true },
        { "gradient", "warning KD2103: DigitsStudent: 1 of 17 steps of epoch 2 were skipped, since a loss or gradient was not finite: The gradient of ", true },
        { "explode", "warning KD2102: DigitsStudent: The loss has exploded", false },
        { "allocation", "error KD3021: DigitsStudent: The memory is not enough", false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_line_and_no_trace(string fault, string says, bool skips)
    {
        var settings = skips ? _skips : _settings;
        var expected = Unbroken(settings);
        var earlier = _project.Artifacts();

        var build = Distill(fault, settings);

        Assert.Equal(says.StartsWith("error", StringComparison.Ordinal) ? 1 : 0, build.ExitCode);
        Assert.Contains(says, Assert.Single(CodedLine().Matches(build.Log).Select(line => line.Value).Distinct()));
        if (build.ExitCode == 0)
        {
            _project.ForgetPublishedResult();
        }
        else
        {
            Assert.Equal(earlier, _project.Artifacts());
        }

        Distill("", settings).Succeeded();
        Assert.Equal(expected, _project.Weights());
        _project.ForgetPublishedResult();
    }

    [Fact]
    public void Weights_of_a_teacher_that_claim_more_than_there_is_in_the_file()
    {
        var expected = Unbroken(_settings);
        var request = JsonNode.Parse(File.ReadAllText(Path.Combine(_project.Store, "DigitsStudent", "request.json")))!;
        var file = (string)request["weights"]!["DigitsTeacher"]!;
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, [.. BitConverter.GetBytes(1L << 60), .. whole[8..]]);

        Assert.StartsWith("DigitsStudent: ", Distill("", _settings).FailedWith("KD3006").Text);

        File.WriteAllBytes(file, whole);
        Distill("", _settings).Succeeded();
        Assert.Equal(expected, _project.Weights());
        _project.ForgetPublishedResult();
    }

    [SkippableFact]
    public void A_home_that_cannot_be_written_does_not_matter()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var (exitCode, output) = _project.Run(("XDG_DATA_HOME", "/proc"));

        Assert.True(exitCode == 0, output);
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "kd-native-*"));
    }

    private byte[] Unbroken(string[] settings)
    {
        Distill("", settings).Succeeded();
        var weights = _project.Weights();
        _project.ForgetPublishedResult();
        return weights;
    }

    private BuildResult Distill(string fault, string[] settings)
    {
        _project.Environment[FaultyProject.Variable] = fault;
        return _project.DistillOnly(settings);
    }

    [GeneratedRegex(@"(error|warning) KD\d{4}: [^\n]*")]
    private static partial Regex CodedLine();
}
