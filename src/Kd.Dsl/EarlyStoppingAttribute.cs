namespace Kd;

/// <summary>
/// Ends the training when the validation has not become better for some epochs. The learning rate goes on by the schedule of all
/// epochs of <see cref="TrainAttribute">[Train]</see>.
/// </summary>
/// <example><code>[Train(Epochs = 500), EarlyStopping(Patience = 20)]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EarlyStoppingAttribute : Attribute
{
    /// <summary>How many epochs in a row without a better validation end the training. At least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Patience { get; set; } = 10;

    /// <inheritdoc cref="OptimizerAttribute.Stage"/>
    public string? Stage { get; set; }
}
