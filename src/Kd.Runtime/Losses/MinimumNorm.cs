namespace Kd.Losses;

/// <summary>
/// Weights a_k of K vectors that make the norm of their weighted sum as small as it gets, with 0 &lt;= a_k &lt;= C and sum 1: a support vector
/// machine's dual, solved by moving weight between the two vectors that gain most by it (Platt: "Sequential Minimal Optimization", 1998).
/// </summary>
internal static class MinimumNorm
{
    private const int MaximumMoves = 10_000;
    private const double Precision = 1e-12;

    /// <summary>Finds the weights.</summary>
    /// <param name="products">The inner products of the vectors, (K, K) by rows.</param>
    /// <param name="count">K.</param>
    /// <param name="largest">C; below 1 / K it counts as 1 / K.</param>
    public static double[] Weights(double[] products, int count, double largest)
    {
        var limit = Math.Max(largest, 1.0 / count);
        var weights = Enumerable.Repeat(1.0 / count, count).ToArray();
        var scale = Enumerable.Range(0, count).Max(k => products[(k * count) + k]);
        for (var move = 0; move < MaximumMoves; move++)
        {
            // What a little more weight of each would add to half the square of the norm.
            var slopes = Enumerable.Range(0, count).Select(k => Enumerable.Range(0, count).Sum(j => products[(k * count) + j] * weights[j])).ToArray();
            var (to, from) = (-1, -1);
            for (var k = 0; k < count; k++)
            {
                to = weights[k] < limit && (to < 0 || slopes[k] < slopes[to]) ? k : to;
                from = weights[k] > 0 && (from < 0 || slopes[k] > slopes[from]) ? k : from;
            }

            if (to < 0 || from < 0 || slopes[from] - slopes[to] <= Precision * scale)
            {
                break;
            }

            var curvature = products[(to * count) + to] + products[(from * count) + from] - (2 * products[(to * count) + from]);
            var most = Math.Min(limit - weights[to], weights[from]);
            var moved = curvature > 0 ? Math.Min(most, (slopes[from] - slopes[to]) / curvature) : most;
            weights[to] += moved;
            weights[from] -= moved;
        }

        return weights;
    }
}
