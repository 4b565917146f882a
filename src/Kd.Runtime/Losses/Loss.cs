using TorchSharp;

namespace Kd.Losses;

/// <summary>
/// The base of every loss: one class with one <c>Forward</c>, whose constructor parameters are its hyper-parameters.
/// </summary>
/// <remarks>
/// <para><c>Forward</c> returns a scalar tensor. Its parameters are taken, by name, from: <c>Tensor student</c> and
/// <c>Tensor teacher</c> (<c>Tensor[]</c> for a method over several places), <c>Tensor labels</c>, <c>Tensor mask</c> and
/// <c>Tensor sampleIds</c> (those of the batch), and a <see cref="Training.StepContext"/>. The loss of a task takes neither
/// <c>teacher</c> nor the step.</para>
/// <para>A loss is a module: trainable parts that it holds in fields are moved to the device and given to the optimizer.</para>
/// </remarks>
public abstract class Loss : torch.nn.Module
{
    /// <summary>Makes the loss and registers the modules and parameters of its fields that have an initializer.</summary>
    protected Loss()
        : base("loss") => RegisterComponents();

    /// <summary>What must agree between a student's feature and its teacher's before the loss can compare them.</summary>
    public virtual Agreement Agreement => Agreement.Shape;
}
