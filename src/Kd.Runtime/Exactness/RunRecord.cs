using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kd.Data;
using Kd.IO;
using Kd.Native;
using Kd.Resuming;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Exactness;

/// <summary>
/// What a run knows of itself that decides about its bytes: the part <c>run</c> of <c>kd.lock.json</c>. The other part is what the build
/// knew before the run, and its key.
/// </summary>
/// <param name="name">The run's name.</param>
/// <param name="options">What it does; of the class that is generated for it.</param>
/// <param name="device">Where.</param>
internal sealed class RunRecord(string name, RunOptions options, Device device) : IResumable
{
    private const string FileName = "kd.lock.json";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Machine _machine = Machine.Find();
    private readonly SortedDictionary<string, string> _weights = new(StringComparer.Ordinal);
    private string? _began;

    private string Place => FormattableString.Invariant($"{_machine}; libtorch {Software.LibTorch}; {device}; {get_num_threads()} threads");

    /// <summary>Notes a file of weights that the run starts from or learns from.</summary>
    /// <param name="stage">Whose they are.</param>
    /// <param name="file">The file, which the run was able to read.</param>
    public void Reads(string stage, string file) => _weights[stage] = FileHash.Of(file);

    /// <summary>Visits where the run began, which may have been another machine.</summary>
    public void Visit(RunState state) => _began = state.Text("began", _began ?? Place);

    /// <summary>Writes it. Samples are read for it, so that it has to be the last thing that the run does.</summary>
    /// <param name="folder">The folder of the results.</param>
    /// <param name="data">The data.</param>
    /// <exception cref="KdException">The folder cannot be written (KD1014).</exception>
    public void Write<TBatch>(string folder, DistillationData<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        (string Name, SampleFingerprint Print)[] parts =
            [("train", SampleFingerprint.Of(data.Train)), ("validation", SampleFingerprint.Of(data.Validation)), ("test", SampleFingerprint.Of(data.Test))];
        var reasons = Reasons([.. parts.Where(part => !part.Print.Repeats).Select(part => part.Name)]).ToList();
        var run = new JsonObject
        {
            ["exact"] = reasons.Count == 0,
            ["reasons"] = Array(reasons),
            ["options"] = Object(OptionValues.Of(name, options)),
            ["samples"] = new JsonObject(parts.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Name, Json(part.Print)))),
            ["weights"] = Object(_weights),
            ["assembly"] = Json(options.GetType().Assembly),
            ["versions"] = Object(Software.Versions(options.GetType())),
            ["libraries"] = Object(Software.Libraries()),
            ["machine"] = Json(_machine),
            ["device"] = device.ToString(),
            ["threads"] = get_num_threads(),
            ["environment"] = Object(Software.Variables()),
        };
        ResultFolder.Writing(folder, () => AtomicFile.Write(
            Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, new JsonObject { ["run"] = run }, _indented)));
    }

    // What makes it impossible to repeat the run to the byte, as far as Kd can know.
    private IEnumerable<string> Reasons(IReadOnlyList<string> changing)
    {
        if (device.type == DeviceType.CUDA && !options.Deterministic)
        {
            yield return "on a GPU libtorch may use algorithms that add in the order in which threads come: set [Train(Deterministic = true)]";
        }

        if (!options.RepeatsToTheBit)
        {
            yield return "[Train(Fast = true)] and a Precision other than Float32 let libtorch use instructions with which convolutions differ from run to run";
        }
        else if (OneDnn.Fault is { } fault)
        {
            yield return fault;
        }

        if (_began is not null && _began != Place)
        {
            yield return $"the run began elsewhere ({_began}) and went on here";
        }

        foreach (var part in changing)
        {
            yield return $"the samples of the part {part} were others when they were read again: random numbers have to come from torch, in Augmented";
        }
    }

    private static JsonObject Json(SampleFingerprint print) => new() { ["count"] = print.Samples, ["hashed"] = print.Hashed, ["sha256"] = print.Hash };

    private static JsonObject Json(Machine machine) => new()
    {
        ["system"] = machine.System,
        ["architecture"] = machine.Architecture,
        ["processor"] = machine.Processor,
        ["instructions"] = string.Join(' ', machine.Instructions),
        ["processors"] = machine.Processors,
        ["gpus"] = Array(machine.Gpus),
        ["gpuDriver"] = machine.GpuDriver,
    };

    private static JsonObject Json(Assembly assembly) => new()
    {
        ["name"] = assembly.GetName().Name,
        ["module"] = assembly.ManifestModule.ModuleVersionId.ToString(),
        ["sha256"] = File.Exists(assembly.Location) ? FileHash.Of(assembly.Location) : null,
    };

    private static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Object(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(value => KeyValuePair.Create<string, JsonNode?>(value.Key, JsonValue.Create(value.Value))));
}
