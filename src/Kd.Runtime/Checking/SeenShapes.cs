using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>The shapes of what taps catch and what models return while a stage is checked.</summary>
internal sealed class SeenShapes : IDisposable
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<nn.Module, string> _outputs = [];
    private readonly List<Action> _remove = [];

    public SeenShapes() => Tap.Taken = (place, tensor) => _places[place] = Text(tensor);

    /// <summary>The shape of a place, as in <c>(B, 16, 4, 4)</c>; nothing if no tap has that name.</summary>
    /// <param name="place">Class and member.</param>
    public string? At(string place) => _places.GetValueOrDefault(place);

    /// <summary>The shape of what a model returns; nothing if that is no tensor.</summary>
    public string? OutputOf(nn.Module model) => _outputs.GetValueOrDefault(model);

    /// <summary>Notes what a model returns from now on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ran">Called when it has run.</param>
    public void Watch(nn.Module model, Action ran)
    {
        Tensor Note(Tensor output)
        {
            _outputs[model] = Text(output);
            ran();
            return output;
        }

        switch (model)
        {
            case nn.Module<Tensor, Tensor> one:
                _remove.Add(one.register_forward_hook((_, _, output) => Note(output)).remove);
                break;
            case nn.Module<Tensor, Tensor, Tensor> two:
                _remove.Add(two.register_forward_hook((_, _, _, output) => Note(output)).remove);
                break;
            case nn.Module<Tensor, Tensor, Tensor, Tensor> three:
                _remove.Add(three.register_forward_hook((_, _, _, _, output) => Note(output)).remove);
                break;
        }
    }

    public void Dispose()
    {
        Tap.Taken = null;
        _remove.ForEach(remove => remove());
    }

    // The first dimension is the sample, of which the batches that are tried have more or fewer.
    private static string Text(Tensor tensor) => $"({string.Join(", ", tensor.shape.Skip(1).Select(size => $"{size}").Prepend(tensor.dim() > 0 ? "B" : ""))})";
}
