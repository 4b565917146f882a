using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>What is said of values that make no sense.</summary>
internal static class ValueDescriptors
{
    public static readonly DiagnosticDescriptor OutOfBounds = Descriptors.Error(
        DiagnosticIds.OutOfBounds, "The value is out of its range", "{0} of [{1}] is {2}, which has to be {3}");

    public static readonly DiagnosticDescriptor WeighsNothing = Descriptors.Error(
        DiagnosticIds.WeighsNothing, "All terms have the weight 0", "{0} learns nothing: each of its terms has the weight 0{1}");

    public static readonly DiagnosticDescriptor LateWarmUp = Descriptors.Warning(
        DiagnosticIds.LateWarmUp, "The weight never reaches its full size",
        "[{0}] of {1} reaches its weight after {2} epochs, but the training has {3}: let WarmUpEpochs be less, or Epochs more");

    public static readonly DiagnosticDescriptor LateMilestone = Descriptors.Warning(
        DiagnosticIds.LateMilestone, "The milestone is behind the last epoch", "The milestone {0} of {1} is never reached: the training has {2} epochs");

    public static readonly DiagnosticDescriptor BatchOfOne = Descriptors.Error(
        DiagnosticIds.BatchOfOne, "A batch of one has no relations", "[{0}] compares the samples of a batch with each other, but {1} has batches of one: let BatchSize be 2 or more");

    public static readonly DiagnosticDescriptor NoEffect = Descriptors.Warning(DiagnosticIds.NoEffect, "The setting has no effect", "{0} of [{1}] has no effect: {2}");
}
