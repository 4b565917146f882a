using Kd.IO;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;

namespace Kd.Tests.IO;

/// <summary>Weights that come from elsewhere: all of them are loaded, or none and the message says why.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Sequential _model = Model();

    private Dictionary<string, Tensor> Weights { get; }

    public ImportTests() => Weights = _model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().add(1));

    public static TheoryData<string, Action<string, Dictionary<string, Tensor>>> Formats { get; } = new()
    {
        { "teacher.safetensors", SafeTensors.Write },
        { "teacher.dat", WriteDat },
        { "TEACHER.DAT", WriteDat },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Either_format_is_imported_bit_for_bit(string file, Action<string, Dictionary<string, Tensor>> write)
    {
        write(_folder[file], Weights);

        Assert.Empty(ModelWeights.Import(_model, _folder[file]));

        Assert.Equal(Weights.ToDictionary(p => p.Key, p => Tensors.Bytes(p.Value)), Tensors.Bytes(_model));
        Assert.All(_model.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Neither_format_is_loaded_half(string file, Action<string, Dictionary<string, Tensor>> write)
    {
        Weights["second.bias"] = zeros(7);
        write(_folder[file], Weights);

        Assert.Contains("1 of another shape. second.bias is (7) where (2) is wanted. Nothing was loaded.", Refused(file));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_is_damaged_anywhere_is_not_loaded_half(string file, Action<string, Dictionary<string, Tensor>> write)
    {
        write(_folder[file], Weights);
        var whole = File.ReadAllBytes(_folder[file]);

        // A damaged weight is a weight: what can be seen is damage of names, types, shapes and lengths.
        foreach (var length in new[] { 0, 1, whole.Length / 3, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(_folder[file], whole[..length]);
            Refused(file);
        }

        var middle = whole.AsSpan().IndexOf("norm.weight"u8);
        foreach (var position in Enumerable.Range(middle - 1, 14))
        {
            var damaged = whole.ToArray();
            damaged[position] ^= 0x80;
            File.WriteAllBytes(_folder[file], damaged);
            Refused(file);
        }
    }

    [Theory]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    public void Another_floating_point_type_is_converted_and_told(ScalarType type)
    {
        foreach (var (name, tensor) in Weights.Where(w => w.Value.is_floating_point()).ToList())
        {
            Weights[name] = tensor.to(type);
        }

        WriteDat(_folder["teacher.dat"], Weights);

        Assert.Equal([$"{type} to Float32 (8 of 9)"], ModelWeights.Import(_model, _folder["teacher.dat"]));
        Assert.Equal(Weights.ToDictionary(p => p.Key, p => Tensors.Numbers(p.Value.to(_model.state_dict()[p.Key].dtype))), Numbers());
    }

    [Fact]
    public void A_value_that_becomes_infinite_is_refused_and_one_that_was_is_not()
    {
        Weights["first.bias"] = tensor([1.0, 2.0, 3.0, double.NegativeInfinity]);
        WriteDat(_folder["infinite.dat"], Weights);
        Weights["second.bias"] = tensor([1.0, 1e300]);
        WriteDat(_folder["large.dat"], Weights);

        Assert.Contains("1 of another type. second.bias holds Float64 values that are too large for Float32.", Refused("large.dat"));
        Assert.Equal(["Float64 to Float32 (1 of 9)"], ModelWeights.Import(_model, _folder["infinite.dat"]));
    }

    [Theory]
    [InlineData("first.weight", ScalarType.Int64, "first.weight holds Int64 where Float32 is wanted")]
    [InlineData("norm.num_batches_tracked", ScalarType.Float32, "norm.num_batches_tracked holds Float32 where Int64 is wanted")]
    [InlineData("norm.num_batches_tracked", ScalarType.Int32, "norm.num_batches_tracked holds Int32 where Int64 is wanted")]
    [InlineData("first.weight", ScalarType.ComplexFloat32, "first.weight holds ComplexFloat32 where Float32 is wanted")]
    public void A_type_of_another_kind_is_refused(string name, ScalarType type, string fault)
    {
        Weights[name] = Weights[name].to(type);
        WriteDat(_folder["teacher.dat"], Weights);

        Assert.Contains($"1 of another type. {fault}.", Refused("teacher.dat"));
    }

    [Fact]
    public void Own_results_have_their_own_types()
    {
        Weights["first.weight"] = Weights["first.weight"].to(ScalarType.Float64);
        SafeTensors.Write(_folder["student.safetensors"], Weights);

        Assert.Contains(
            "first.weight holds Float64 where Float32 is wanted",
            Assert.Throws<InvalidDataException>(() => ModelWeights.Load(_model, _folder["student.safetensors"])).Message);
    }

    public static TheoryData<string, byte[], string> OtherFiles { get; } = new()
    {
        { "teacher.onnx", [1, 2, 3], "has the extension '.onnx'. Kd reads .safetensors, and .dat as TorchSharp's module.save writes it." },
        { "teacher", [1, 2, 3], "has the extension ''" },
        { "teacher.pt", [1, 2, 3], "safetensors.torch.save_file(model.state_dict(), \"teacher.safetensors\")" },
        { "teacher.PTH", "PK\u0003\u0004..."u8.ToArray(), "It looks like a file of PyTorch's torch.save." },
        { "teacher.bin", [0x80, 2, 1, 2, 3], "It looks like a file of PyTorch's torch.save." },
        { "teacher.dat", "PK\u0003\u0004..."u8.ToArray(), "safetensors.torch.save_file(model.state_dict(), \"teacher.safetensors\")" },
        { "teacher.safetensors", "PK\u0003\u0004..."u8.ToArray(), "It looks like a file of PyTorch's torch.save." },
        { "teacher.safetensors", "version https://git-lfs.github.com/spec/v1\n"u8.ToArray(), "git lfs pull" },
    };

    [Theory]
    [MemberData(nameof(OtherFiles))]
    public void Other_files_are_told_by_extension_and_content(string file, byte[] content, string part)
    {
        File.WriteAllBytes(_folder[file], content);

        Assert.Contains(part, Refused(file));
    }

    [Theory]
    [InlineData("teacher.safetensors")]
    [InlineData("teacher.pth")]
    public void What_TorchSharp_wrote_under_another_name_is_told(string file)
    {
        WriteDat(_folder[file], Weights);

        Assert.Contains("It is a file of TorchSharp's module.save: name it .dat.", Refused(file));
    }

    [Fact]
    public void Safetensors_under_another_name_are_told()
    {
        SafeTensors.Write(_folder["teacher.dat"], Weights);

        Assert.Contains("It looks like a safetensors file: name it .safetensors.", Refused("teacher.dat"));
    }

    [Fact]
    public void A_missing_file_is_missing() =>
        Assert.Throws<FileNotFoundException>(() => ModelWeights.Import(_model, _folder["missing.dat"]));

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    private static Sequential Model() =>
        nn.Sequential(("first", nn.Linear(3, 4)), ("norm", nn.BatchNorm1d(4)), ("second", nn.Linear(4, 2)));

    private static void WriteDat(string path, Dictionary<string, Tensor> weights)
    {
        using var writer = new BinaryWriter(File.Create(path));
        nn.Module.save_state_dict(writer, weights);
    }

    private Dictionary<string, double[]> Numbers() => _model.state_dict().ToDictionary(p => p.Key, p => Tensors.Numbers(p.Value));

    private string Refused(string file)
    {
        var before = Tensors.Bytes(_model);
        var message = Refusal.Of(_folder[file], () => ModelWeights.Import(_model, _folder[file]));
        Assert.Equal(before, Tensors.Bytes(_model));
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
