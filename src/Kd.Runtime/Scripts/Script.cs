using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kd.IO;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Scripts;

/// <summary>The TorchScript module that does a model's work, and the checks of what it returns.</summary>
/// <param name="model">The model.</param>
internal sealed class Script(nn.Module model) : IDisposable
{
    private readonly int _logits = model.GetType().GetCustomAttribute<TeacherScriptAttribute>()?.Logits ?? 0;
    private jit.ScriptModule? _module;
    private string? _file;

    /// <summary>The file that was loaded.</summary>
    /// <exception cref="InvalidOperationException">None was.</exception>
    public string File => _file ?? throw NotLoaded();

    /// <inheritdoc cref="IScripted.LoadScript"/>
    public void Load(string path, Device device)
    {
        if (_module is not null)
        {
            throw new InvalidOperationException($"{model.GetType().Name} has its script already, {_file}.");
        }

        var module = ScriptFile.Load(path, device);
        module.eval();
        _module = module;
        _file = path;

        // So that the model has weights like any other. A submodule it cannot be: TorchSharp fails to dispose a module that has a script.
        foreach (var (name, parameter) in module.named_parameters())
        {
            model.register_parameter(name, parameter);
        }

        foreach (var (name, buffer) in module.named_buffers())
        {
            model.register_buffer(name, buffer);
        }
    }

    public void Dispose() => _module?.Dispose();

    /// <summary>Runs the script.</summary>
    /// <param name="input">What its forward takes.</param>
    /// <typeparam name="TResult">What it has to return: a tensor or a tuple of tensors.</typeparam>
    /// <exception cref="KdException">It fails, or returns something else (KD3014).</exception>
    public TResult Run<TResult>(Tensor input)
    {
        var result = Forward(input);
        if (result is not TResult typed)
        {
            throw Fault(input, $"returns {Describe(result)}", result switch
            {
                Tensor => $"Derive {model.GetType().Name} from ScriptTeacher",
                ITuple { Length: var length } tuple when IsOfTensors(tuple) =>
                    $"Derive {model.GetType().Name} from ScriptTeacher<({string.Join(", ", Enumerable.Repeat("Tensor", length))})>",
                _ => "Let its forward return a tensor, or a tuple of two to five tensors",
            });
        }

        var logits = typed as Tensor ?? (Tensor)((ITuple)typed)[_logits]!;
        return !logits.is_floating_point() ? throw Fault(input, $"returns {Describe(logits)} as its logits", "Let it return floating-point logits, before any argmax")
            : logits.dim() == 0 || logits.size(0) != input.size(0) ? throw Fault(input, $"returns {Describe(logits)} as its logits", "Let it return a row for each sample")
            : typed;
    }

    private object? Forward(Tensor input)
    {
        var module = _module ?? throw NotLoaded();
        try
        {
            return module.forward(input);
        }
        catch (ExternalException e)
        {
            throw Fault(input, $"fails: {ScriptFile.Message(e)}", "Let its forward take one tensor as the data has it, in batches of any size");
        }
        catch (Exception e) when (e is NotImplementedException or ArgumentOutOfRangeException)
        {
            // What TorchSharp says of the kinds of results that it does not hand over.
            throw Fault(input, "returns neither tensors nor a tuple of them, but perhaps a dict", "Let its forward return a tensor, or a tuple of two to five tensors");
        }
    }

    private KdException Fault(Tensor input, string fault, string remedy) =>
        new("KD3014", $"The script {_file} of {model.GetType().Name}, called with {Describe(input)}, {fault}. {remedy}.");

    private InvalidOperationException NotLoaded() => new($"{model.GetType().Name} has no script yet: load it with LoadScript(path, device).");

    private static bool IsOfTensors(ITuple tuple) => Enumerable.Range(0, tuple.Length).All(i => tuple[i] is Tensor);

    private static string Describe(object? result) => result switch
    {
        null => "nothing",
        Tensor tensor => $"{tensor.dtype} ({string.Join(", ", tensor.shape)})",
        Array array => $"a list of {array.Length}: {string.Join(", ", array.Cast<object?>().Select(Describe))}",
        ITuple tuple => $"a tuple of {tuple.Length}: {string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i])))}",
        Scalar => "a number",
        _ => result.GetType().Name,
    };
}
