using System.Reflection;
using Kd.IO;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>A step whose losses or gradients are not finite.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step within the epoch, from 0.</param>
/// <param name="What">The first that is not, as in <c>term response</c>.</param>
/// <param name="Value">What it is.</param>
internal sealed record FaultyStep(int Epoch, int Step, string What, double Value)
{
    /// <summary>The file with the step's batch, if it could be written.</summary>
    public string? BatchFile { get; private set; }

    /// <summary>As in <c>The term response became NaN in epoch 3, step 17 (its batch: ...)</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"The {What} became {Value} in epoch {Epoch}, step {Step}{(BatchFile is null ? "" : $" (its batch: {BatchFile})")}");

    /// <summary>Writes the batch, each of its tensors by the property's name.</summary>
    /// <param name="batch">The batch, if it is known.</param>
    /// <param name="folder">Where to.</param>
    public void WriteBatch(object? batch, string folder)
    {
        if (batch is null)
        {
            return;
        }

        var tensors = batch.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(Tensor) && property.GetIndexParameters().Length == 0)
            .Select(property => (property.Name, Tensor: property.GetValue(batch) as Tensor))
            .Where(property => property.Tensor is not null)
            .Select(property => KeyValuePair.Create(property.Name, property.Tensor!));
        var file = Path.Combine(Path.GetFullPath(folder), FormattableString.Invariant($"nonfinite.epoch{Epoch}.step{Step}.safetensors"));
        try
        {
            SafeTensors.Write(file, tensors);
            BatchFile = file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // What happened is worth more than the file about it.
        }
    }
}
