using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>What a person who writes the training by hand would do, to compare with.</summary>
internal static class ByHand
{
    /// <summary>More than there are samples, so that an epoch has one step.</summary>
    public const int AllAtOnce = 2000;

    /// <summary>What rounding may change, where samples are summed in another order.</summary>
    public const double Rounding = 1e-5;

    /// <summary>The training part, in its own order.</summary>
    public static ImageBatch Samples() => All(DigitsData.Load(new("")).Train);

    /// <summary>The training samples of these ids.</summary>
    public static ImageBatch Samples(long[] ids)
    {
        var all = Samples();
        var places = all.SampleIds.data<long>().ToArray().Select((id, place) => (id, place)).ToDictionary(s => s.id, s => (long)s.place);
        var wanted = tensor(Array.ConvertAll(ids, id => places[id]));
        return all.Map(t => t.index_select(0, wanted));
    }

    public static ImageBatch TestPart() => All(DigitsData.Load(new("")).Test);

    /// <summary>A model with given weights, in evaluation mode.</summary>
    public static TModel Model<TModel>(Weights weights)
        where TModel : DigitsModel, new()
    {
        var model = new TModel();
        weights.LoadInto(model);
        model.eval();
        return model;
    }

    /// <summary>The weights that a step of plain gradient descent gives a model.</summary>
    public static Weights Descended(nn.Module model, Tensor loss, double learningRate)
    {
        using Scalar rate = -learningRate;
        loss.backward();
        var changed = model.named_parameters().ToDictionary(p => p.name, p =>
        {
            using var gradients = no_grad();
            return Values.Of(p.parameter.grad is { } gradient ? p.parameter.add(gradient, rate) : p.parameter);
        });
        return new(model.state_dict().ToDictionary(t => t.Key, t => changed.GetValueOrDefault(t.Key) ?? Values.Of(t.Value)));
    }

    private static ImageBatch All(Dataset<ImageBatch> data) => data.Read(arange(data.Count, ScalarType.Int64));
}
