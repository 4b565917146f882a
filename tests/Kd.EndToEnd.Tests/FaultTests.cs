namespace Kd.EndToEnd.Tests;

/// <summary>A fault is one error with an id and a place, and leaves earlier results as they were.</summary>
public sealed class FaultTests : EarlierResults
{
    [Fact]
    public void A_teacher_that_is_not_partial()
    {
        var error = Project.Edit("DigitsTeacher.cs", "sealed partial class", "sealed class").Distill().FailedWith("KD0001");

        Assert.Equal("DigitsTeacher.cs", error.File);
        Assert.Equal(Project.LineOf("DigitsTeacher.cs", "sealed class"), error.Line);
    }

    [Fact]
    public void A_student_that_is_not_partial()
    {
        var result = Project.Edit("DigitsStudent.cs", "sealed partial class", "sealed class").Distill();

        // The program calls LoadDistilled, which cannot be generated: the compiler says so too.
        var error = Assert.Single(result.Errors, e => e.Id.StartsWith("KD", StringComparison.Ordinal));
        Assert.Equal(("KD0001", "DigitsStudent.cs", Project.LineOf("DigitsStudent.cs", "sealed class"), 1), (error.Id, error.File, error.Line, result.ExitCode));
    }

    [Fact]
    public void An_unknown_hint()
    {
        var error = Project.Edit("DigitsStudent.cs", "Guided(\"early\"", "Guided(\"erly\"").Distill().FailedWith("KD0002");

        Assert.Equal(("DigitsStudent.cs", Project.LineOf("DigitsStudent.cs", "Guided(\"erly\"")), (error.File, error.Line));
        Assert.Contains("did you mean \"early\"?", error.Text);
    }

    [Fact]
    public void No_data_method() => Project.Edit("DigitsData.cs", "[DistillationData]", "").Distill().FailedWith("KD0007");

    [Fact]
    public void A_data_file_that_is_missing()
    {
        var error = Project.Edit("Digits.csproj", "<KdData Include=\"data/digits.csv.gz\" />", "<KdData Include=\"data/none.csv.gz\" />").Distill().FailedWith("KD1006");

        Assert.Equal("Digits.csproj", error.File);
        Assert.Contains("none.csv.gz", error.Text);
    }

    [Theory]
    [InlineData("-p:KdSet=respons.temperature=8", "KD1004", "response.temperature")]
    [InlineData("-p:KdSet=response.temperature=hot DigitsTeacher/train.epochs=2", "KD1020", "hot")]
    [InlineData("-p:KdDevice=tpu", "KD1008", "tpu")]
    [InlineData("-p:KdStudent=DigitStudent", "KD1003", "DigitsStudent")]
    [InlineData("-p:KdDataPath=nowhere", "KD1007", "nowhere")]
    public void A_wrong_setting(string argument, string id, string part) => Assert.Contains(part, Project.DistillOnly(argument).FailedWith(id).Text);

    [SkippableFact]
    public void A_GPU_where_there_is_none()
    {
        Skip.If(File.Exists("/dev/nvidia0"), "There is one.");

        Assert.Contains("TorchSharp-cpu", Project.DistillOnly("-p:KdDevice=cuda").FailedWith("KD1030").Text);
    }

    [Fact]
    public void A_data_file_with_a_line_that_cannot_be_read()
    {
        Project.EditData(lines => [.. lines[..16], "x" + lines[16], .. lines[17..]]);
        var error = Project.Distill().FailedWith("KD3001");

        Assert.Matches("digits.csv.gz, line 17: 'x\\d+' is not a number", error.Text);
        Assert.Equal(("DigitsData.cs", Project.LineOf("DigitsData.cs", "is not a number")), (error.File, error.Line));
    }

    [Fact]
    public void A_loss_that_is_not_a_number()
    {
        var error = Project.DistillOnly("-p:KdSet=sgd.learningRate=1e30 DigitsTeacher/train.epochs=2").FailedWith("KD3002");

        Assert.Matches(@"The term \S+ became (NaN|∞|-∞|Infinity|-Infinity) in epoch \d+, step \d+", error.Text);
    }

    [Fact]
    public void A_student_whose_adapter_cannot_relate()
    {
        var error = Project.DistillOnly("-p:KdSet=guided.early.adapter=None DigitsTeacher/train.epochs=2").FailedWith("KD3004");

        Assert.Contains("(1, 8, 8, 8)", error.Text);
    }

    [Fact]
    public void A_declared_adapter_that_cannot_relate_is_told_before_anything_is_trained()
    {
        var error = Project.Edit("DigitsStudent.cs", "Guided(\"early\"", "Guided(\"early\", Adapter = AdapterKind.None").Distill().FailedWith("KD0046");

        Assert.Contains("(B, 8, 8, 8)", error.Text);
    }
}
