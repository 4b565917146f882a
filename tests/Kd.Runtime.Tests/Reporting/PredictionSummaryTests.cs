using System.Text.Json.Nodes;
using Kd.Data;
using Kd.Reporting;

namespace Kd.Tests.Reporting;

public sealed class PredictionSummaryTests
{
    [Fact]
    public void A_matrix_counts_what_was_said_of_each_class()
    {
        var own = Said(3, (0, 0), (0, 1), (2, 2), (2, 2));

        var summary = PredictionSummary.Of(own, null, null, Images(4));

        Assert.Equal("[[1,1,0],[0,0,0],[0,0,2]]", summary["matrix"]!.ToJsonString());
        Assert.Null(summary["disagreement"]);
    }

    [Fact]
    public void Of_very_many_classes_the_pairs_that_are_confused_most_come_first_and_their_number_has_a_bound()
    {
        var pairs = Enumerable.Range(1, 100).Select(i => (0L, (long)i)).Concat([(5L, 7L), (5L, 7L), (9L, 9L), (9L, 9L), (9L, 9L)]).ToArray();

        var summary = PredictionSummary.Of(Said(1000, pairs), null, null, Images(pairs.Length));

        Assert.Null(summary["matrix"]);
        var told = summary["pairs"]!.AsArray();
        Assert.Equal(30, told.Count);
        Assert.Equal("{\"label\":5,\"said\":7,\"count\":2}", told[0]!.ToJsonString());
    }

    [Fact]
    public void Disagreements_come_with_those_first_about_which_both_are_surest()
    {
        var labels = Enumerable.Range(0, 40).Select(_ => 0L).ToArray();
        var own = Said(3, [.. labels.Select(label => (label, 1L))], at => 1 + at / 20f);
        var teacher = Said(3, [.. labels.Select((label, at) => (label, at % 2 == 0 ? 0L : 1L))], at => 1 + at / 20f);

        var disagreement = PredictionSummary.Of(own, teacher, "Large", Images(40))["disagreement"]!;

        Assert.Equal(("Large", 20), ((string?)disagreement["with"], (int)disagreement["count"]!));
        var examples = disagreement["examples"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => 38L - 2 * i), examples.Select(example => (long)example!["sample"]!));
        Assert.Equal((1, 0), ((long)examples[0]!["own"]!["class"]!, (long)examples[0]!["teacher"]!["class"]!));
        Assert.Equal(Math.Exp(2.9) / (Math.Exp(2.9) + 2), (double)examples[0]!["own"]!["confidence"]!, 1e-4);
        Assert.Equal(38, Bytes(examples[0]!["image"]!)[0]);
    }

    [Fact]
    public void A_logit_that_is_no_number_leaves_no_confidence()
    {
        var own = new Predictions();
        own.Add(arange(1), tensor(new[,] { { float.NaN, 1 } }), zeros(1, ScalarType.Int64));

        var examples = PredictionSummary.Of(own, Said(2, [(0L, 1 - own.Classes[0])]), "Large", Images(1))["disagreement"]!["examples"]!.AsArray();

        Assert.Null(examples[0]!["own"]!["confidence"]);
    }

    [Fact]
    public void Pictures_go_from_the_darkest_to_the_lightest_value_and_have_a_largest_size()
    {
        var images = zeros(2, 3, 200, 100);
        images[1] = linspace(-1, 3, 200).unsqueeze(1).expand(3, 200, 100);
        var part = Dataset.InMemory(new ImageBatch(images, zeros(2, ScalarType.Int64), arange(2)));

        var pictures = SampleImages.Of(part, [1, 0])!;

        Assert.Equal((32L, 64L, 3L), ((long)pictures[0]["width"]!, (long)pictures[0]["height"]!, (long)pictures[0]["channels"]!));
        var bytes = Bytes(pictures[0]);
        Assert.Equal((0, 255, 32 * 64 * 3), (bytes[0], bytes[^1], bytes.Length));
        Assert.All(Bytes(pictures[1]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_no_image_has_no_picture() =>
        Assert.Null(SampleImages.Of(Dataset.InMemory(new ImageBatch(zeros(2, 7), zeros(2, ScalarType.Int64), arange(2))), [0]));

    private static Predictions Said(long classes, params (long Label, long Said)[] samples) => Said(classes, samples, _ => 50);

    private static Predictions Said(long classes, (long Label, long Said)[] samples, Func<int, float> logit)
    {
        using var scope = NewDisposeScope();
        var logits = zeros(samples.Length, classes);
        for (var i = 0; i < samples.Length; i++)
        {
            logits[i, samples[i].Said] = logit(i);
        }

        var said = new Predictions();
        said.Add(arange(samples.Length), logits, tensor(samples.Select(sample => sample.Label).ToArray()));
        return said;
    }

    // The first value of each image is its number, of 255.
    private static Dataset<ImageBatch> Images(int count)
    {
        var images = zeros(count, 1, 1, 3);
        images[TensorIndex.Colon, 0, 0, 0] = arange(count, ScalarType.Float32);
        images[TensorIndex.Colon, 0, 0, 2] = 255;
        return Dataset.InMemory(new ImageBatch(images, zeros(count, ScalarType.Int64), arange(count)));
    }

    private static byte[] Bytes(JsonNode picture) => Convert.FromBase64String((string)picture["bytes"]!);
}
