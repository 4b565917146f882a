using System.Diagnostics;
using System.Runtime.Versioning;
using Kd.Tasks.Graph;
using Kd.Tasks.Store;
using Kd.Tasks.Tests.Fixtures;

namespace Kd.Tasks.Tests.Running;

/// <summary>Runs a shell script in the place of the host.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RunStageTests : IDisposable
{
    private const string WriteResult = "echo weights > \"$out/student.safetensors\"\n";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeBuildEngine _engine = new();
    private readonly StageItem _stage;

    public RunStageTests()
    {
        _stage = Stages.Create(_folder, "DigitsStudent", StageRole.Student);
        Directory.CreateDirectory(_stage.Folder);
    }

    [LinuxFact]
    public void A_complete_result_takes_its_place_in_the_store()
    {
        Assert.True(Run(WriteResult));
        Assert.Equal("weights\n", File.ReadAllText(_stage.Weights()));
        Assert.True(File.Exists(Path.Combine(_stage.Result, "kd.lock.json")));
        Assert.False(Directory.Exists(_stage.Unfinished));
    }

    [LinuxFact]
    public void What_the_run_says_of_itself_is_behind_what_was_planned()
    {
        Assert.True(Create(WriteResult + "echo '{\"run\":{\"exact\":true}}' > \"$out/kd.lock.json\"\n", _stage with { LockText = "{\"stage\":\"DigitsStudent\"}" }).Execute());
        Assert.Equal("{\n  \"stage\": \"DigitsStudent\",\n  \"run\": {\n    \"exact\": true\n  }\n}\n", File.ReadAllText(Path.Combine(_stage.Result, "kd.lock.json")));
    }

    [LinuxFact]
    public void The_process_gets_its_environment_and_arguments()
    {
        Assert.True(Create(WriteResult + "env; echo \"arguments: $*\"", _stage with { LibTorch = "/opt/lib torch", WaitForDebugger = true }).Execute());
        var log = File.ReadAllText(_stage.LogFile);
        foreach (var variable in new[]
        {
            "MALLOC_MMAP_THRESHOLD_=1073741824", "MALLOC_TRIM_THRESHOLD_=8589934592", "OMP_WAIT_POLICY=PASSIVE", "OMP_NUM_THREADS=2",
            "DOTNET_GCgen0size=0x10000000", "DOTNET_gcConcurrent=0", "TORCH_CPP_LOG_LEVEL=ERROR", "KD_LIBTORCH=/opt/lib torch", "KD_WAIT_FOR_DEBUGGER=1",
        })
        {
            Assert.Contains($"\n{variable}\n", "\n" + log);
        }

        Assert.Contains(
            $"arguments: exec --depsfile {_folder.PathOf("App.deps.json")} --runtimeconfig {_folder.PathOf("App.runtimeconfig.json")} "
            + $"--additionalprobingpath {_folder.PathOf("packages")} {_folder.PathOf("Kd.Host.dll")} {_stage.RequestFile}", log);
    }

    [LinuxFact]
    public void What_was_not_asked_for_is_not_in_the_environment()
    {
        Assert.True(Run(WriteResult + "env"));
        Assert.DoesNotContain("KD_", File.ReadAllText(_stage.LogFile));
    }

    [LinuxFact]
    public void The_request_names_the_processes_that_must_live()
    {
        Assert.True(Run(WriteResult));
        Assert.Contains(Environment.ProcessId.ToString(), File.ReadAllText(_stage.RequestFile));
    }

    [LinuxFact]
    public void Events_become_messages_warnings_and_errors()
    {
        Assert.False(Run("""
            cat <<'END'
            my own line
            {"kd":"progress","text":"epoch 1/2 {0}"}
            {"kd":"warning","code":"KD2001","text":"slow","file":"A.cs","line":3}
            {"kd":"error","code":"KD3001","text":"bad shape","file":"B.cs","line":4,"details":"at x\nat y"}
            END
            exit 1
            """));
        Assert.Contains("my own line", _engine.Low);
        Assert.Contains("epoch 1/2 {0}", _engine.High);
        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal(("KD2001", "DigitsStudent: slow", "A.cs", 3), (warning.Code, warning.Message, warning.File, warning.LineNumber));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("KD3001", "DigitsStudent: bad shape", "B.cs", 4), (error.Code, error.Message, error.File, error.LineNumber));
        Assert.EndsWith("/KD3001.md", error.HelpLink);
        Assert.Contains("at x", _engine.High);
        Assert.Contains("my own line\n", File.ReadAllText(_stage.LogFile));
    }

    [LinuxFact]
    public void Where_the_process_is_is_for_those_who_want_to_see_all_and_not_kept()
    {
        Assert.True(Run(WriteResult + """
            echo '{"kd":"progress","text":"epoch 1/2"}'
            echo '{"kd":"status","text":"epoch 2/2","status":{"epoch":2,"epochs":2,"step":3,"steps":17,"batchSize":64,"losses":{"total":0.5},"validation":"accuracy 0.9"}}'
            """));

        Assert.Contains("DigitsStudent: epoch 2/2, step 3/17, loss 0.5000, accuracy 0.9", _engine.Low);
        Assert.DoesNotContain(_engine.High, message => message.Contains("step 3/17"));
        Assert.Contains("epoch 1/2", File.ReadAllText(_stage.LogFile));
        Assert.DoesNotContain("status", File.ReadAllText(_stage.LogFile));
    }

    [LinuxFact]
    public void A_failure_without_a_word_is_an_error_that_names_stage_code_and_last_words()
    {
        Assert.False(Run("echo '  what():  shapes differ' >&2\necho 'frame #0: x' >&2\nkill -ABRT $$"));
        var error = Assert.Single(_engine.Errors);
        Assert.Equal("KD3900", error.Code);
        Assert.Equal("DigitsStudent (student): the training process was aborted by native code (exit code 134, SIGABRT): shapes differ", error.Message);
    }

    [LinuxFact]
    public void A_failure_names_the_place_that_the_process_wrote_down()
    {
        Assert.False(Run($"printf 'in epoch 3, step 17    ' > '{_stage.PhaseFile}'\necho '  what():  shapes differ' >&2\nkill -ABRT $$"));
        Assert.EndsWith("(exit code 134, SIGABRT) in epoch 3, step 17: shapes differ", Assert.Single(_engine.Errors).Message);
        Assert.False(Run("kill -ABRT $$"));
        Assert.DoesNotContain("step 17", _engine.Errors[1].Message);
    }

    [LinuxFact]
    public async Task A_stage_that_another_build_trains_is_waited_for_and_not_trained_again()
    {
        using var other = FileLock.Take(_stage.InUse, 1234, "training DigitsStudent (student)", _ => { }, new ManualResetEvent(false));
        var run = Task.Run(() => Run("exit 1"));
        await Until(() => High("DigitsStudent (student) waits for build 1234, which has been training DigitsStudent (student) since "));
        Assert.False(run.IsCompleted);
        Directory.CreateDirectory(_stage.Result);
        File.WriteAllText(_stage.Weights(), "theirs");
        other!.Dispose();
        Assert.True(await run);
        Assert.Equal("theirs", File.ReadAllText(_stage.Weights()));
        Assert.True(High("DigitsStudent (student) has been trained by another build meanwhile."));
    }

    [LinuxFact]
    public async Task A_wait_can_be_cancelled()
    {
        using var other = FileLock.Take(_stage.InUse, 1234, "training", _ => { }, new ManualResetEvent(false));
        var task = Create("exit 1");
        var run = Task.Run(task.Execute);
        await Until(() => High("DigitsStudent (student) waits for build 1234"));
        task.Cancel();
        Assert.False(await run);
        Assert.Empty(_engine.Errors);
    }

    [LinuxFact]
    public void A_killed_process_may_have_been_out_of_memory()
    {
        Assert.False(Run("kill -KILL $$"));
        Assert.Contains("SIGKILL; often the system was out of memory", Assert.Single(_engine.Errors).Message);
    }

    [LinuxFact]
    public void A_process_that_the_system_killed_for_its_memory_was()
    {
        var files = new MemoryGroupFiles(_folder);
        files.WriteKills(3);
        var task = Create($"printf 'in epoch 3, step 17    ' > '{_stage.PhaseFile}'\nprintf 'oom 1\noom_kill 4\n' > '{files.Kills}'\nkill -KILL $$");
        task.Memory = files.Group;

        Assert.False(task.Execute());
        var error = Assert.Single(_engine.Errors);
        Assert.Equal("KD1021", error.Code);
        Assert.StartsWith("DigitsStudent (student): the training process was ended by the system in epoch 3, step 17, since memory ran out: the build and what it starts may have 512 MB", error.Message);
    }

    [LinuxFact]
    public void A_kill_beside_which_no_memory_ran_out_was_somebodys()
    {
        var files = new MemoryGroupFiles(_folder);
        files.WriteKills(3);
        var task = Create("kill -KILL $$");
        task.Memory = files.Group;

        Assert.False(task.Execute());
        Assert.Equal("KD3900", Assert.Single(_engine.Errors).Code);
    }

    [LinuxFact]
    public void Success_without_a_result_is_an_error()
    {
        Assert.False(Run("exit 0"));
        Assert.Equal("DigitsStudent (student): the training process ended without a result.", Assert.Single(_engine.Errors).Message);
    }

    [LinuxFact]
    public void A_failure_leaves_earlier_results_and_no_unfinished_one()
    {
        var earlier = Path.Combine(_stage.Folder, "earlier", "student.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(earlier)!);
        File.WriteAllText(earlier, "kept");
        Directory.CreateDirectory(_stage.Unfinished);
        File.WriteAllText(Path.Combine(_stage.Unfinished, "left by a killed run"), "");
        _folder.Write(".kd/DigitsStudent/another key.tmp/left by another", "");
        Assert.False(Run("ls \"$out\"\n" + WriteResult + "exit 7"));
        Assert.Equal("kept", File.ReadAllText(earlier));
        Assert.False(Directory.Exists(_stage.Unfinished));
        Assert.Equal(["earlier"], Directory.GetDirectories(_stage.Folder).Select(Path.GetFileName));
        Assert.DoesNotContain("left by", File.ReadAllText(_stage.LogFile));
    }

    [LinuxFact]
    public async Task Cancelling_kills_the_whole_tree_without_an_error()
    {
        var task = Create("sleep 60 &\necho \"{\\\"kd\\\":\\\"progress\\\",\\\"text\\\":\\\"child $!\\\"}\"\nwait");
        var run = Task.Run(task.Execute);
        await Until(() => High("child "));
        task.Cancel();
        Assert.False(await run);
        Assert.Empty(_engine.Errors);
        Assert.False(Directory.Exists(_stage.Unfinished));
        Assert.True(HasEnded(int.Parse(_engine.High.First(m => m.StartsWith("child ", StringComparison.Ordinal)).Split(' ')[1])));
    }

    [LinuxFact]
    public async Task Cancelling_lets_a_process_that_trains_save_what_it_has_done()
    {
        var task = Create($"touch '{_stage.PhaseFile}'\nwhile [ ! -e '{_stage.StopFile}' ]; do sleep 0.05; done\ntouch '{_stage.Folder}/saved'\nexit 143");
        var run = Task.Run(task.Execute);
        await Until(() => File.Exists(_stage.PhaseFile));
        task.Cancel();
        Assert.False(await run);
        Assert.True(File.Exists(Path.Combine(_stage.Folder, "saved")));
        Assert.False(File.Exists(_stage.StopFile));
        Assert.Empty(_engine.Errors);
    }

    [LinuxFact]
    public void Checkpoints_stay_until_the_result_is_complete()
    {
        Assert.False(Run($"mkdir -p '{_stage.Checkpoints}' && echo 1 > '{_stage.Checkpoints}/one'\nexit 7"));
        Assert.True(File.Exists(Path.Combine(_stage.Checkpoints, "one")));

        Assert.True(Run($"cat '{_stage.Checkpoints}/one' > \"$out/found\"\n" + WriteResult));
        Assert.Equal("1\n", File.ReadAllText(Path.Combine(_stage.Result, "found")));
        Assert.False(Directory.Exists(_stage.Checkpoints));
    }

    [LinuxFact]
    public void A_run_that_shall_not_resume_finds_no_checkpoints()
    {
        Directory.CreateDirectory(_stage.Checkpoints);

        Assert.True(Create($"[ ! -e '{_stage.Checkpoints}' ] || exit 7\n" + WriteResult, _stage with { Resumes = false }).Execute());
    }

    [LinuxFact]
    public void Checkpoints_of_other_keys_stay_unless_these_are_complete()
    {
        var (open, done) = (_folder.PathOf(".kd", "DigitsStudent", "open"), _folder.PathOf(".kd", "DigitsStudent", "done"));
        foreach (var key in new[] { open, done })
        {
            Directory.CreateDirectory($"{key}.checkpoints");
        }

        Directory.CreateDirectory(done);
        File.WriteAllText(Path.Combine(done, "student.safetensors"), "");
        File.WriteAllText(Path.Combine(done, StageItem.LockFile), "{}");

        Assert.True(Run(WriteResult));
        Assert.True(Directory.Exists($"{open}.checkpoints"));
        Assert.False(Directory.Exists($"{done}.checkpoints"));
    }

    public void Dispose() => _folder.Dispose();

    private static bool HasEnded(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WaitForExit(5000);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private bool High(string beginning)
    {
        lock (_engine.Messages)
        {
            return _engine.High.Any(m => m.StartsWith(beginning, StringComparison.Ordinal));
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var patience = Stopwatch.StartNew(); !holds(); await Task.Delay(20))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1));
        }
    }

    private bool Run(string script) => Create(script).Execute();

    private RunStage Create(string script, StageItem? stage = null)
    {
        var tool = _folder.Write("dotnet", $"#!/bin/sh\nout='{_stage.Unfinished}'\n{script}\n");
        File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new()
        {
            BuildEngine = _engine,
            Stage = (stage ?? _stage).ToTaskItem(),
            ToolPath = _folder.Root,
            ToolExe = "dotnet",
            Host = _folder.PathOf("Kd.Host.dll"),
            DepsFile = _folder.Write("App.deps.json", "{}"),
            RuntimeConfig = _folder.PathOf("App.runtimeconfig.json"),
            ProbingPaths = [_folder.PathOf("packages") + Path.DirectorySeparatorChar],
        };
    }
}
