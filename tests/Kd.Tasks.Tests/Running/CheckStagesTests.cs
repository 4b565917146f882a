using System.Runtime.Versioning;
using Kd.Shared;
using Kd.Tasks.Graph;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Running;

/// <summary>Runs a shell script in the place of the host.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CheckStagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngine _engine = new();
    private readonly StageItem _teacher, _student;

    public CheckStagesTests()
    {
        _teacher = Stages.Create(_folder, "Teacher", StageRole.Teacher);
        _student = Stages.Create(_folder, new("Student", StageRole.Student) { After = ["Teacher"] }) with
        {
            RequestText = $$$"""{"stage":"Student","output":"x","device":"cuda","weights":{"Teacher":"{{{_teacher.Weights()}}}"}}""",
        };
    }

    private string Text => File.ReadAllText(_folder.PathOf(".kd", "check.md"));

    [LinuxFact]
    public void What_was_found_is_a_table_with_a_verdict()
    {
        Assert.True(Run(Says(new("Teacher")
        {
            Batches = [8, 8],
            Models = [new("Teacher", Learns: true, 1000, 20, 0)],
            Terms = [new("taskLoss", 2, 1, 0.5)],
            Total = 2,
            ExpectedGradients = 6,
            Gradients = 6,
        }) + Says(new("Student")
        {
            Batches = [8, 8],
            Models = [new("Student", Learns: true, 100, 0, 12), new("Teacher", Learns: false, 0, 1020, 0)],
            Pairs = [new("guided.late", "body (B, 8)", "body (B, 16)", "Linear, 144 parameters")],
            Terms = [new("response", 0.5, 4, 0.25), new("guided.late", 0.2, 10, null)],
            Total = 4,
            ExpectedGradients = 6,
            Gradients = 5,
            Memory = new(4000, 400, 800, 3 << 20, 64, IsScaled: true),
            Time = new(2, 60, IsScaled: false),
        })));

        // The first is the command line.
        var lines = _engine.High.Skip(1).ToList();
        Assert.Equal(
            """
            Teacher (teacher): Teacher learns 1,000 parameters, keeps 20

              term      value  weight  weighted    share  gradient
              taskLoss      2       1         2  100.0 %       0.5
              total                           2

              gradient: reaches all 6 parameter tensors that are trained
              modes: it trains
            Student (student): Student learns 100 parameters, adapters and losses 12 more, Teacher teaches with 1,020 parameters

              compared by  student      teacher       adapter
              guided.late  body (B, 8)  body (B, 16)  Linear, 144 parameters

              term         value  weight  weighted   share  gradient
              response       0.5       4         2  50.0 %      0.25
              guided.late    0.2      10         2  50.0 %      none
              total                              4

              gradient: reaches 5 of 6 parameter tensors that are trained
              modes: what learns trains, what teaches evaluates
              memory: about 3.0 MB: weights 4 kB, gradients 400 B, optimizer 800 B, activations of a batch of 64 3.0 MB (estimated from a smaller batch)
              time: about 2.0 s an epoch, 2 min for 60 epochs, on this CPU, without validation
              note: not trained yet: Teacher. Weights are random there, and so the values above not those of the training
            """.Split('\n'),
            lines[..^1]);
        Assert.Matches(@"^App: 2 stages checked in \d+\.\d s, no warnings -> .*check\.md$", lines[^1]);
        Assert.Contains(lines[11], Text);
        Assert.Empty(_engine.Warnings);
    }

    [LinuxFact]
    public void A_warning_is_one_of_the_build_and_in_the_verdict()
    {
        Assert.True(Run(Says(new("Teacher")) + Says(new("Student") { Batches = [8], Warnings = [new("KD2003", "2 parameters"), new("KD2001", "too large"), new("KD2001", "too large too")] })));

        Assert.Equal([("KD2003", "Student: 2 parameters"), ("KD2001", "Student: too large"), ("KD2001", "Student: too large too")], _engine.Warnings.Select(w => (w.Code, w.Message)));
        Assert.Contains("3 warnings (KD2001, KD2003)", Text);
        Assert.EndsWith("/KD2003.md", _engine.Warnings[0].HelpLink);
    }

    [LinuxFact]
    public void Stages_without_a_result_are_those_of_the_check_and_those_with_one_are_not()
    {
        Assert.True(Run(Says(new("Teacher")) + Says(new("Student") { Batches = [8] })));
        var scratch = _folder.PathOf(".kd", "last-check", "results");
        var request = Request();
        Assert.Contains($"\"Teacher\": \"{Path.Combine(scratch, "Teacher", "teacher.safetensors")}\"", request);
        Assert.Contains("\"check\": true", request);
        Assert.Contains("\"device\": \"cpu\"", request);
        Assert.Contains($"\"output\": \"{Path.Combine(scratch, "Student")}\"", request);
        Assert.Contains(Environment.ProcessId.ToString(), request);
        Assert.Contains("not trained yet", Text);

        _teacher.Finish();
        Assert.True(Run(Says(new("Teacher")) + Says(new("Student") { Batches = [8] })));
        Assert.Contains($"\"Teacher\": \"{_teacher.Weights()}\"", Request());
        Assert.DoesNotContain("not trained yet", Text);

        string Request() => File.ReadAllText(_folder.PathOf(".kd", "last-check", "Student.json"));
    }

    [LinuxFact]
    public void Nothing_is_left_but_the_report_and_what_explains_it()
    {
        Assert.True(Run($"echo w > '{_folder.PathOf(".kd", "last-check", "results", "Teacher", "teacher.safetensors")}'\n" + Says(new("Teacher")) + Says(new("Student"))));

        Assert.Equal(["check.md", "last-check"], Directory.GetFileSystemEntries(_folder.PathOf(".kd")).Select(Path.GetFileName).Order());
        Assert.Equal(
            ["Student.json", "Teacher.json", "check.log", "lock"],
            Directory.GetFileSystemEntries(_folder.PathOf(".kd", "last-check")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [LinuxFact]
    public void An_error_is_told_with_its_stage_and_the_others_with_what_was_found()
    {
        Assert.False(Run("""
            echo '{"kd":"error","code":"KD3004","text":"shapes differ","stage":"Teacher"}'

            """ + Says(new("Student")) + "exit 1\n"));

        Assert.Equal(("KD3004", "Teacher: shapes differ"), (Assert.Single(_engine.Errors).Code, _engine.Errors[0].Message));
        Assert.Contains("Teacher (teacher): not checked\n  KD3004: shapes differ\nStudent (student): ", Text);
        Assert.Matches(@"\n1 of 2 stages checked in \d+\.\d s, no warnings\.", Text);
    }

    [LinuxFact]
    public void A_stage_whose_weights_come_from_a_file_has_nothing_to_train()
    {
        Assert.True(Run(Says(new("Teacher") { Models = [new("Teacher", Learns: true, 5000, 100, 0)] }) + Says(new("Student"))));

        Assert.Contains("Teacher (teacher): Teacher has 5,100 parameters; its weights come from a file, so that nothing is trained\n", Text);
    }

    [LinuxFact]
    public void What_ends_several_stages_is_one_error()
    {
        Assert.False(Run("""
            echo '{"kd":"error","code":"KD3001","text":"no data","stage":"Teacher","file":"Data.cs","line":3,"details":"at Load"}'
            echo '{"kd":"error","code":"KD3001","text":"no data","stage":"Student","file":"Data.cs","line":3,"details":"at Load"}'
            exit 1
            """));

        Assert.Equal("Teacher: no data", Assert.Single(_engine.Errors).Message);
        Assert.Single(_engine.High, line => line == "at Load");
        Assert.Contains("Student (student): not checked\n  KD3001: no data", Text);
    }

    [LinuxFact]
    public void A_process_that_dies_without_a_word_is_told_with_the_stage_it_was_in()
    {
        Assert.False(Run("""
            echo '{"kd":"progress","text":"hello","stage":"Student"}'
            echo '  what():  shapes differ' >&2
            kill -ABRT $$
            """));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("KD3900", "Student: the checking process was aborted by native code (exit code 134, SIGABRT): shapes differ"), (error.Code, error.Message));
    }

    public void Dispose() => _folder.Dispose();

    private static string Says(StageReport report) => $$$"""
        cat <<'END'
        {"kd":"check","text":"{{{report.Stage}}}","stage":"{{{report.Stage}}}","report":{{{report.ToJson()}}}}
        END

        """;

    private bool Run(string script)
    {
        var tool = _folder.Write("dotnet", $"#!/bin/sh\n{script}");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new CheckStages
        {
            BuildEngine = _engine,
            Stages = [_teacher.ToTaskItem(), _student.ToTaskItem()],
            Store = _folder.PathOf(".kd"),
            Project = _folder.PathOf("App.csproj"),
            ToolPath = _folder.Root,
            ToolExe = "dotnet",
            Host = _folder.PathOf("Kd.Host.dll"),
            RuntimeConfig = _folder.PathOf("App.runtimeconfig.json"),
        }.Execute();
    }
}
