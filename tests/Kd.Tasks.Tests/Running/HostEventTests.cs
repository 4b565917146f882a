using Kd.Tasks.Running;

namespace Kd.Tasks.Tests.Running;

public sealed class HostEventTests
{
    [Fact]
    public void Reads_all_of_an_error() => Assert.Equal(
        new HostEvent("error", "bad shape") { Code = "KD3001", File = "A.cs", Line = 12, Details = "a\nb" },
        HostEvent.TryParse("""{"kd":"error","code":"KD3001","text":"bad shape","file":"A.cs","line":12,"details":"a\nb"}"""));

    [Fact]
    public void Reads_progress() => Assert.Equal(new HostEvent("progress", "epoch 1"), HostEvent.TryParse("""{"kd":"progress","text":"epoch 1"}"""));

    [Fact]
    public void Reads_how_far_a_stage_has_come()
    {
        var status = HostEvent.TryParse(
            """{"kd":"status","text":"epoch 3/10","status":{"epoch":3,"epochs":10,"step":5,"steps":17,"batchSize":64,"losses":{"response":0.5,"total":1},"validation":"accuracy 0.9"}}""")!.Status!;

        Assert.Equal((3, 10, 5, 17, 64, "accuracy 0.9"), (status.Epoch, status.Epochs, status.Step, status.Steps, status.BatchSize, status.Validation));
        Assert.Equal([new("response", 0.5), new("total", 1)], status.Losses);
        Assert.Equal((39, 170), (status.Done, status.Total));
    }

    [Theory]
    [InlineData("{\"kd\":\"status\",\"text\":\"nothing\",\"status\":{}}")]
    [InlineData("{\"kd\":\"status\",\"text\":\"no object\",\"status\":5}")]
    [InlineData("{\"kd\":\"status\",\"text\":\"too large\",\"status\":{\"epoch\":3e30,\"epochs\":10,\"step\":5,\"steps\":17,\"batchSize\":64,\"losses\":{}}}")]
    [InlineData("epoch 1")]
    [InlineData("")]
    [InlineData("{\"text\":\"mine\"}")]
    [InlineData(" {\"kd\":\"progress\",\"text\":\"indented\"}")]
    [InlineData("{\"kd\":\"progress\",\"text\":\"cut")]
    [InlineData("{\"kd\":\"progress\"}")]
    [InlineData("{\"kd\":5,\"text\":\"number\"}")]
    [InlineData("{\"kd\":\"progress\",\"text\":\"two\"} {}")]
    public void Leaves_the_users_own_output_alone(string line) => Assert.Null(HostEvent.TryParse(line));
}
