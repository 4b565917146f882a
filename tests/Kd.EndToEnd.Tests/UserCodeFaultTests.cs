using System.Text.RegularExpressions;

namespace Kd.EndToEnd.Tests;

/// <summary>Code of the user's that goes wrong during a run: one error, and earlier results stay.</summary>
[Collection(TrainedCollection.Name)]
public sealed class UserCodeFaultTests(FaultyProject faulty) : IClassFixture<FaultyProject>, IDisposable
{
    [SkippableTheory]
    [InlineData("shapes", @"was aborted by native code \(exit code 134, SIGABRT\) in epoch 2, step 9: .*(size|shape)")]
    [InlineData("crash", @"crashed in native code \(exit code 139, SIGSEGV\) in epoch 2, step 9\.$")]
    [InlineData("memory", @"was aborted by native code \(exit code 134, SIGABRT\) in epoch 2, step 9: Fatal error\. .*AccessViolationException")]
    [InlineData("exit", @"ended without a result in epoch 2, step 9\.$")]
    public void An_end_without_a_word_tells_the_stage_the_place_and_what_was_said_last(string fault, string words)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var error = faulty.DistillWith(fault).FailedWith("KD3900");

        Assert.True(Regex.IsMatch(error.Text, @"^DigitsStudent \(student\): the training process " + words), error.Text);
        Assert.DoesNotContain("frame #", error.Text);
        Assert.Equal("Digits.csproj", error.File);
    }

    [Theory]
    [InlineData("forward", "no forward today")]
    [InlineData("constructor", "no model today")]
    [InlineData("data", "no data today")]
    [InlineData("task", "no task today")]
    [InlineData("initializer", "no table today")]
    [InlineData("loss", "no loss today")]
    public void An_exception_tells_the_line_that_threw_it(string fault, string message)
    {
        var error = faulty.DistillWith(fault).FailedWith("KD3001");

        Assert.Equal($"DigitsStudent: InvalidOperationException: {message}", error.Text);
        Assert.Equal(("Faults.cs", faulty.Project.LineOf("Faults.cs", message)), (error.File, error.Line));
    }

    [Fact]
    public void A_file_that_the_data_method_does_not_find()
    {
        var error = faulty.DistillWith("missing").FailedWith("KD3001");

        Assert.Contains(Path.Combine(faulty.Project.Output, "absent.csv"), error.Text);
        Assert.Equal(("Faults.cs", faulty.Project.LineOf("Faults.cs", "absent.csv")), (error.File, error.Line));
    }

    [Fact]
    public void Memory_that_is_not_enough_tells_a_batch_size_to_try()
    {
        var error = faulty.DistillWith("allocation").FailedWith("KD3021");

        Assert.Contains("1125899906842624 bytes", error.Text);
        Assert.Contains("A batch has 64 samples: try half as many, -p:KdSet=DigitsStudent/train.batchSize=32", error.Text);
    }

    [Fact]
    public void A_term_that_is_no_number_tells_the_step_and_the_file_with_its_batch()
    {
        var error = faulty.DistillWith("nan").FailedWith("KD3002");

        var batch = Path.Combine(faulty.Project.Store, "DigitsStudent", "nonfinite.epoch1.step0.safetensors");
        Assert.StartsWith($"DigitsStudent: The term agreement became NaN in epoch 1, step 0 (its batch: {batch}).", error.Text);
        Assert.True(new FileInfo(batch).Length > 64 * 8 * 8 * sizeof(float));
    }

    public void Dispose() => Assert.Equal(faulty.Earlier, faulty.Project.Artifacts());
}
