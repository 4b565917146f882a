using Kd.Training;

namespace Kd.Tests.Training;

public sealed class DevicesTests
{
    [Theory]
    [InlineData("tpu")]
    [InlineData("")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:first")]
    public void A_name_of_no_device_is_refused(string name) =>
        Assert.Equal("KD1008", Assert.Throws<KdException>(() => Devices.Choose(name)).Id);

    [SkippableTheory]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    public void A_GPU_that_is_not_there_is_refused(string name)
    {
        Skip.If(cuda.is_available());
        Assert.Equal("KD1030", Assert.Throws<KdException>(() => Devices.Choose(name)).Id);
    }

    [SkippableFact]
    public void Without_a_GPU_the_choice_falls_on_the_CPU()
    {
        Skip.If(cuda.is_available());
        Assert.Equal(DeviceType.CPU, Devices.Choose("auto").type);
    }

    [Fact]
    public void The_CPU_can_be_asked_for() => Assert.Equal(DeviceType.CPU, Devices.Choose("cpu").type);
}
