using Kd.Tasks.Store;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Store;

public sealed class LockFileTests : IDisposable
{
    private const string Planned = """{"stage":"S","settings":{"train.epochs":"2"}}""";
    private const string Run = """{"run":{"exact":true,"reasons":[],"machine":{"processor":"A","gpus":["G"]}}}""";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_was_planned_comes_first_whatever_it_was()
    {
        var text = Complete("one", Planned, Run);

        Assert.StartsWith("{\n  \"stage\": \"S\",\n  \"settings\": {", text);
        Assert.Contains("\"processor\": \"A\"", text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("torn")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void A_run_that_says_nothing_leaves_what_was_planned(string? said) => Assert.Equal(Planned, Complete("one", Planned, said));

    [Fact]
    public void Results_of_one_plan_differ_in_what_their_runs_found()
    {
        Complete("one", Planned, Run);
        Complete("two", Planned, Run.Replace("\"A\"", "\"B\"").Replace("[\"G\"]", "[]").Replace("\"reasons\":[],", "\"threads\":2,"));

        Assert.Equal(
            ["threads is 2 (was not there)", "machine.processor is B (was A)", "machine.gpus is [] (was [\"G\"])", "reasons is not there (was [])"],
            Differences());
    }

    [Fact]
    public void Equal_ones_and_those_of_two_plans_have_no_differences()
    {
        Complete("one", Planned, Run);
        Complete("two", Planned, Run);
        Assert.Empty(Differences());

        Complete("two", Planned.Replace("\"2\"", "\"3\""), Run.Replace("\"A\"", "\"B\""));
        Assert.Empty(Differences());
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Differences() => LockFile.Differences(_folder.PathOf("one", "kd.lock.json"), _folder.PathOf("two", "kd.lock.json"));

    private string Complete(string name, string planned, string? said)
    {
        var file = _folder.PathOf(name, "kd.lock.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (said is not null)
        {
            File.WriteAllText(file, said);
        }

        LockFile.Complete(Path.GetDirectoryName(file)!, planned);
        return File.ReadAllText(file);
    }
}
