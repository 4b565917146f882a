using Kd.Tasks.Diagnostics;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Explaining;

public sealed class ExplainPlanTests : IDisposable
{
    private readonly TemporaryFolder _project = new();
    private readonly FakeBuildEngine _engine = new();

    public ExplainPlanTests()
    {
        Build(StageSource.Digits);
        _project.Write("Kd.Host.dll", "");
        _project.Write("digits.csv", "1");
    }

    [Fact]
    public void Names_each_stage_with_its_role_its_inputs_and_why_it_would_run()
    {
        Assert.Equal(
            [
                "2 stages, 2 would run:",
                "  1. DigitsTeacher (teacher): would run",
                "     from: data digits.csv",
                "     why: no result yet",
                "  2. DigitsStudent (student): would run",
                "     from: stage DigitsTeacher, data digits.csv",
                "     why: no result yet",
                $"App: the plan, with a diagram -> {_project.PathOf(".kd", "plan.md")}",
            ],
            Explain(Plan()));
    }

    [Fact]
    public void What_is_up_to_date_has_no_reason()
    {
        Finish(Plan());
        var lines = Explain(Plan());
        Assert.Equal("2 stages, 0 would run:", lines[0]);
        Assert.Contains("  1. DigitsTeacher (teacher): up to date", lines);
        Assert.DoesNotContain(lines, line => line.Contains("why"));
    }

    [Theory]
    [InlineData("class DigitsStudent { int width = 8; }", "class DigitsStudent { int width = 9; }", "2: code of DigitsStudent")]
    [InlineData("class DigitsTeacher { int width = 64; }", "class DigitsTeacher { int width = 65; }", "1: code of DigitsTeacher", "2: weights of stage DigitsTeacher")]
    [InlineData("response(4)", "response(8)", "2: declaration of the training: response(8) (was response(4))")]
    public void Tells_what_changed_since_the_last_result(string old, string @new, params string[] reasons)
    {
        Finish(Plan());
        Build(StageSource.Digits.Replace(old, @new));
        Assert.Equal(reasons, Reasons(Explain(Plan())));
    }

    [Fact]
    public void Compares_with_the_newest_result()
    {
        var first = Plan(plan => plan.Settings = "response.temperature=2");
        Finish(first);
        Finish(Plan(plan => plan.Settings = "response.temperature=3"));
        var old = StageItem.From(first.Stages[1]).Result;
        File.SetLastWriteTimeUtc(Path.Combine(old, "kd.lock.json"), DateTime.UtcNow.AddDays(-1));
        Assert.Equal(["2: setting response.temperature=4 (was 3)"], Reasons(Explain(Plan(plan => plan.Settings = "response.temperature=4"))));
    }

    [Fact]
    public void What_a_killed_run_left_and_what_can_not_be_read_are_no_results()
    {
        var stage = StageItem.From(Plan().Stages[1]);
        Directory.CreateDirectory(stage.Unfinished);
        File.WriteAllText(Path.Combine(stage.Unfinished, "kd.lock.json"), stage.LockText);
        Directory.CreateDirectory(stage.Result);
        File.WriteAllText(Path.Combine(stage.Result, "kd.lock.json"), "torn");
        Assert.Equal(["1: no result yet", "2: no result yet"], Reasons(Explain(Plan())));
    }

    [Fact]
    public void A_result_without_its_weights_is_told()
    {
        var plan = Plan();
        Finish(plan);
        File.Delete(StageItem.From(plan.Stages[1]).Weights());
        Assert.Equal(["2: its result is not complete"], Reasons(Explain(Plan())));
    }

    [Fact]
    public void Weights_from_a_file_and_data_at_a_path_are_inputs()
    {
        Build(StageSource.Digits.Replace("Declaration = \"train(30)\"", "Weights = \"given.safetensors\""));
        _project.Write("given.safetensors", "1");
        Assert.Contains("     from: weights given.safetensors, data digits.csv and what is at KdDataPath", Explain(Plan(plan => plan.DataPath = "digits.csv")));
    }

    [Fact]
    public void The_plan_is_kept_with_a_diagram()
    {
        Finish(Plan());
        Build(StageSource.Digits.Replace("response(4)", "response(8)"));
        Explain(Plan());
        var diagram = File.ReadAllText(_project.PathOf(".kd", "plan.mmd"));
        Assert.Equal(
            """
            graph TD
                stage1["DigitsTeacher (teacher)<br/>up to date"]
                stage2["DigitsStudent (student)<br/>would run"]
                data[("digits.csv")] --> stage1 & stage2
                stage1 --> stage2
                classDef wouldRun fill:#ffe2b8,stroke:#b35c00,color:#000
                class stage2 wouldRun

            """,
            diagram);
        var text = File.ReadAllText(_project.PathOf(".kd", "plan.md"));
        Assert.Contains("2 stages, 1 would run:\n", text);
        Assert.Contains($"```mermaid\n{diagram}```\n", text);
    }

    [Fact]
    public void A_diagram_has_groups_many_files_and_names_that_Mermaid_would_misread()
    {
        Build(StageSource.Schemes);
        var files = Enumerable.Range(1, 7).Select(i => $"f{i}#\".csv").ToArray();
        Array.ForEach(files, file => _project.Write(file, "1"));
        Explain(Plan(plan => plan.Data = files));
        var diagram = File.ReadAllLines(_project.PathOf(".kd", "plan.mmd"));
        Assert.Equal("    stage1[\"pair (Narrow, Wide)<br/>would run\"]", diagram[1]);
        Assert.Equal(
            "    data[(\"f1#35;#quot;.csv<br/>f2#35;#quot;.csv<br/>f3#35;#quot;.csv<br/>f4#35;#quot;.csv<br/>f5#35;#quot;.csv<br/>and 2 more\")] --> stage1 & stage2 & stage3", diagram[4]);
        Assert.Equal(["    stage1 --> stage2", "    stage1 --> stage3", "    stage2 --> stage3"], diagram[5..8]);
    }

    [Fact]
    public void A_store_that_can_not_be_written_is_an_error_with_an_id()
    {
        var plan = Plan();
        Directory.CreateDirectory(_project.PathOf(".kd", "plan.md"));
        Assert.False(Task(plan).Execute());
        Assert.Equal((BuildErrors.ResultsNotWritable, _project.PathOf("App.csproj")), (Assert.Single(_engine.Errors).Code, _engine.Errors[0].File));
    }

    public void Dispose() => _project.Dispose();

    private void Build(string source) => _project.Write("App.dll", Compiler.Compile(source));

    private PlanDistillation Plan(Action<PlanDistillation>? change = null)
    {
        var plan = new PlanDistillation
        {
            BuildEngine = _engine,
            Assembly = _project.PathOf("App.dll"),
            Host = _project.PathOf("Kd.Host.dll"),
            Project = _project.PathOf("App.csproj"),
            Store = _project.PathOf(".kd"),
            Data = ["digits.csv"],
        };
        change?.Invoke(plan);
        Assert.True(plan.Execute());
        return plan;
    }

    private List<string> Explain(PlanDistillation plan)
    {
        Assert.True(Task(plan).Execute());
        return [.. _engine.High];
    }

    private ExplainPlan Task(PlanDistillation plan) =>
        new() { BuildEngine = _engine, Stages = plan.Stages, Project = plan.Project, Store = plan.Store };

    private static void Finish(PlanDistillation plan)
    {
        foreach (var stage in plan.OutOfDate.Select(StageItem.From))
        {
            stage.Finish();
        }
    }

    // Each with the number of its stage.
    private static List<string> Reasons(IEnumerable<string> lines)
    {
        var reasons = new List<string>();
        var stage = "";
        foreach (var line in lines.Select(line => line.TrimStart()))
        {
            stage = char.IsDigit(line[0]) ? line.Split('.')[0] : stage;
            if (line.StartsWith("why: ", StringComparison.Ordinal))
            {
                reasons.Add($"{stage}: {line["why: ".Length..]}");
            }
        }

        return reasons;
    }
}
