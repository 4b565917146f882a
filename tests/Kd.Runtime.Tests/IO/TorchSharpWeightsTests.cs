using Kd.IO;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;

namespace Kd.Tests.IO;

/// <summary>Files as TorchSharp itself writes them.</summary>
public sealed class TorchSharpWeightsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private IReadOnlyDictionary<string, Tensor> _read = new Dictionary<string, Tensor>();

    private string File => _folder["model.dat"];

    [Fact]
    public void A_module_comes_back_bit_for_bit()
    {
        using var model = nn.ModuleDict<nn.Module>(
            ("convolution", nn.Conv2d(3, 4, 3)), ("norm", nn.BatchNorm2d(4)), ("inner", nn.Sequential(nn.Linear(4, 300))), ("lstm", nn.LSTM(3, 2)));
        model.save(File);

        AssertRead(model.state_dict());
    }

    [Fact]
    public void What_was_skipped_is_not_there()
    {
        using var model = nn.Sequential(("first", nn.Linear(3, 4)), ("norm", nn.BatchNorm1d(4)));
        model.save(File, ["first.bias", "norm.num_batches_tracked"]);

        var kept = model.state_dict();
        Assert.True(kept.Remove("first.bias") && kept.Remove("norm.num_batches_tracked"));
        AssertRead(kept);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void Every_element_type_and_shape_comes_back_bit_for_bit(ScalarType type)
    {
        using var model = new Buffers(new()
        {
            ["matrix"] = randn(3, 5).mul(50).to(type),
            ["scalar"] = tensor(42).to(type),
            ["empty"] = zeros([0, 7], type),
            ["one"] = ones([1, 1, 1, 1, 1], type),
            ["long"] = ones([20_000], type),
        });
        model.save(File);

        AssertRead(model.state_dict());
    }

    [Fact]
    public void Names_may_be_long_and_of_any_script()
    {
        using var model = new Buffers(new() { [new('n', 300)] = ones(2), ["größe_大小"] = ones(3) });
        model.save(File);

        AssertRead(model.state_dict());
    }

    [Fact]
    public void A_module_without_weights_is_a_file_without_tensors()
    {
        using var model = nn.ReLU();
        model.save(File);

        AssertRead([]);
    }

    [Fact]
    public void TorchSharp_reads_the_same()
    {
        using var saved = nn.Linear(3, 4);
        using var loaded = nn.Linear(3, 4);
        saved.save(File);

        loaded.load(File);

        AssertRead(loaded.state_dict());
    }

    [Fact]
    public void The_tensors_belong_to_the_caller()
    {
        using var model = nn.Linear(3, 4);
        model.save(File);
        using (NewDisposeScope())
        {
            _read = TorchSharpWeights.Read(File);
        }

        Assert.All(_read.Values, tensor => Assert.False(tensor.IsInvalid));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
        foreach (var tensor in _read.Values)
        {
            tensor.Dispose();
        }
    }

    private void AssertRead(Dictionary<string, Tensor> expected)
    {
        _read = TorchSharpWeights.Read(File);
        Assert.Equal(expected.Keys, _read.Keys);
        Assert.All(expected, wanted =>
        {
            var found = _read[wanted.Key];
            Assert.Equal((wanted.Value.dtype, Kd.Losses.Shapes.Text(wanted.Value)), (found.dtype, Kd.Losses.Shapes.Text(found)));
            Assert.Equal(Tensors.Bytes(wanted.Value), Tensors.Bytes(found));
        });
    }

    private sealed class Buffers : nn.Module<Tensor, Tensor>
    {
        public Buffers(Dictionary<string, Tensor> tensors)
            : base(nameof(Buffers))
        {
            foreach (var (name, tensor) in tensors)
            {
                register_buffer(name, tensor);
            }
        }

        public override Tensor forward(Tensor input) => input;
    }
}
