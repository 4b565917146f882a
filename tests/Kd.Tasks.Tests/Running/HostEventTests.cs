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

    [Theory]
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
