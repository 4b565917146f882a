using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>Which device a name stands for, and why a GPU cannot be used.</summary>
public sealed class DevicesTests
{
    private static readonly CudaFacts _cpuPackage = new(HasBackend: false, HasDriver: false, Devices: 0);
    private static readonly CudaFacts _cpuPackageWithDriver = new(HasBackend: false, HasDriver: true, Devices: 0);
    private static readonly CudaFacts _noDriver = new(HasBackend: true, HasDriver: false, Devices: 0);
    private static readonly CudaFacts _noDevice = new(HasBackend: true, HasDriver: true, Devices: 0);
    private static readonly CudaFacts _one = new(HasBackend: true, HasDriver: true, Devices: 1);
    private static readonly CudaFacts _two = new(HasBackend: true, HasDriver: true, Devices: 2);
    private static readonly CudaFacts[] _without = [_cpuPackage, _cpuPackageWithDriver, _noDriver, _noDevice];
    private static readonly CudaFacts[] _all = [.. _without, _one, _two];

    [Theory]
    [InlineData("tpu")]
    [InlineData("")]
    [InlineData("CPU")]
    [InlineData("cuda:")]
    [InlineData("cuda:first")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:99999999999")]
    [InlineData("cuda1")]
    public void A_name_of_no_device_is_refused_everywhere(string name) =>
        Assert.All(_all, facts => Assert.Equal("KD1008", Assert.Throws<KdException>(() => Devices.Resolve(name, facts)).Id));

    [Fact]
    public void The_CPU_is_the_CPU_everywhere() => Assert.All(_all, facts => Assert.Equal("cpu", Devices.Resolve("cpu", facts)));

    [Fact]
    public void Auto_is_the_CPU_wherever_no_GPU_can_be_used() => Assert.All(_without, facts => Assert.Equal("cpu", Devices.Resolve("auto", facts)));

    [Fact]
    public void Auto_is_a_GPU_where_one_can_be_used() => Assert.All([_one, _two], facts => Assert.Equal("cuda", Devices.Resolve("auto", facts)));

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:1")]
    public void The_reasons_why_there_is_no_GPU_are_told_apart(string name)
    {
        Refuse(name, _cpuPackage, "KD1030", "TorchSharp-cpu", "TorchSharp-cuda-linux", "KdBackend=cuda");
        Refuse(name, _cpuPackageWithDriver, "KD1030", "TorchSharp-cpu");
        Refuse(name, _noDriver, "KD1031", "no NVIDIA driver was found", "libcuda.so.1");
        Refuse(name, _noDevice, "KD1031", "shows no GPU", "nvidia-smi", "CUDA_VISIBLE_DEVICES");
    }

    [Fact]
    public void A_GPU_beyond_the_last_is_refused_with_those_there_are()
    {
        Refuse("cuda:1", _one, "KD1032", "there is one GPU, cuda:0.");
        Refuse("cuda:2", _two, "KD1032", "there are 2 GPUs, cuda:0 to cuda:1.");
        Refuse("cuda:99", _two, "KD1032", "cuda:99");
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:1")]
    public void A_GPU_that_is_there_can_be_asked_for(string name) => Assert.Equal(name, Devices.Resolve(name, _two));

    [Fact]
    public void The_CPU_can_be_asked_for() => Assert.Equal(DeviceType.CPU, Devices.Choose("cpu").type);

    [SkippableFact]
    public void Without_a_GPU_the_choice_falls_on_the_CPU()
    {
        Skip.If(cuda.is_available(), "There is a GPU.");
        Assert.Equal(DeviceType.CPU, Devices.Choose("auto").type);
    }

    [SkippableTheory]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    public void With_the_package_for_the_CPU_a_GPU_is_refused_for_the_package(string name)
    {
        Skip.If(cuda.is_available(), "There is a GPU.");
        Assert.Equal("KD1030", Assert.Throws<KdException>(() => Devices.Choose(name)).Id);
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_again()
    {
        Devices.Seed(7, CPU);
        var first = rand(4).data<float>().ToArray();
        Devices.Seed(7, CPU);
        Assert.Equal(first, rand(4).data<float>().ToArray());
        Devices.Seed(8, CPU);
        Assert.NotEqual(first, rand(4).data<float>().ToArray());
    }

    [SkippableFact]
    public void A_seed_gives_the_same_numbers_again_on_a_GPU()
    {
        Skip.IfNot(cuda.is_available(), "There is no GPU.");
        Devices.Seed(7, CUDA);
        var first = rand(4, device: CUDA).cpu().data<float>().ToArray();
        Devices.Seed(7, CUDA);
        Assert.Equal(first, rand(4, device: CUDA).cpu().data<float>().ToArray());
    }

    private static void Refuse(string name, CudaFacts facts, string id, params string[] parts)
    {
        var refusal = Assert.Throws<KdException>(() => Devices.Resolve(name, facts));
        Assert.Equal(id, refusal.Id);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.All([.. parts, name], part => Assert.Contains(part, refusal.Message));
    }
}
