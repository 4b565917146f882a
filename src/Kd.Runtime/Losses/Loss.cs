using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;

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
    /// <summary>Makes the loss and registers the modules, parameters and buffers in its fields that have an initializer.</summary>
    protected Loss()
        : base("loss") => RegisterComponents();

    /// <summary>
    /// Registers the modules, parameters and buffers in fields that are not registered yet. To be called at the end of a constructor that
    /// assigns some; a run does so too.
    /// </summary>
    protected internal new void RegisterComponents()
    {
        // TorchSharp's own does nothing when it is called again, so that what a constructor assigns would never be trained.
        var known = named_children().Select(c => c.name).Concat(named_parameters(recurse: false).Select(p => p.name)).Concat(named_buffers(recurse: false).Select(b => b.name)).ToHashSet();
        for (var type = GetType(); type != typeof(Loss); type = type.BaseType!)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(f => known.Add(f.Name)))
            {
                Register(field.Name, field.GetValue(this));
            }
        }
    }

    /// <summary>What must agree between a student's feature and its teacher's before the loss can compare them.</summary>
    public virtual Agreement Agreement => Agreement.Shape;

    private void Register(string name, object? value)
    {
        switch (value)
        {
            case Parameter parameter:
                register_parameter(name, parameter);
                break;
            case torch.Tensor buffer:
                register_buffer(name, buffer);
                break;
            case torch.nn.Module module:
                register_module(name, module);
                break;
        }
    }
}
