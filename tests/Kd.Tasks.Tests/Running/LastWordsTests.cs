using Kd.Tasks.Running;

namespace Kd.Tasks.Tests.Running;

public sealed class LastWordsTests
{
    [Fact]
    public void A_native_exception_says_most()
    {
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied", Of(
            "terminate called after throwing an instance of 'c10::Error'",
            "  what():  mat1 and mat2 shapes cannot be multiplied",
            "Exception raised from meta at LinearAlgebra.cpp:1",
            "frame #0: c10::Error::Error()"));
    }

    [Fact]
    public void It_may_begin_with_an_empty_line() => Assert.Equal("Unknown builtin op: torchvision::nms.", Of(
        "terminate called after throwing an instance of 'torch::jit::ErrorReport'",
        "  what():  ",
        "Unknown builtin op: torchvision::nms.",
        "Could not find any similar ops to torchvision::nms."));

    [Fact]
    public void Then_an_unhandled_exception() => Assert.Equal(
        "Unhandled exception. System.InvalidOperationException: no data",
        Of("Unhandled exception. System.InvalidOperationException: no data", "   at Digits.Load()", "Aborted"));

    [Theory]
    [InlineData("Fatal error. System.AccessViolationException: protected", "Fatal error.", "System.AccessViolationException: protected", "   at Digits.X()")]
    [InlineData("Stack overflow.", "Stack overflow.", "Repeat 17 times:", "---", "   at Digits.X()", "---")]
    [InlineData("Process terminated. no way out", "Process terminated. no way out", "   at Digits.X()", "Aborted")]
    public void So_does_the_end_of_a_runtime(string words, params string[] lines) => Assert.Equal(words, Of(lines));

    [Fact]
    public void Then_the_last_line_that_is_not_a_frame() => Assert.Equal("Killed", Of("starting", "Killed", "frame #1: x", "", "   at y"));

    [Fact]
    public void There_may_be_none() => Assert.Null(Of());

    [Fact]
    public void A_warning_of_libtorch_says_nothing_of_the_end() => Assert.Equal("Killed", Of(
        "Killed", "[W1128 21:18:35.926225459 NNPACK.cpp:56] Could not initialize NNPACK! Reason: Unsupported hardware."));

    private static string? Of(params string[] lines)
    {
        var words = new LastWords();
        foreach (var line in lines)
        {
            words.Add(line);
        }

        return words.Line;
    }
}
