using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// <c>coordination(1,2-9,r0=2.5)</c>: how many atoms of the second group are near those of the first, Σ 1 / (1 + (r/r0)ⁿ), which is the rational switch (1 − xⁿ)/(1 − x²ⁿ); <c>n=</c> is 6 where not said. Of each pair the nearest
/// image counts, so that cells should be wider than twice the distance at which the switch is over.
/// </summary>
sealed class Coordination(string name, int[] first, int[] second, double r0, int power) : ICollectiveVariable
{
    internal static CollectiveKind Kind { get; } = new("coordination", "coordination(1,2-9,r0=2.5)", a =>
    {
        int[] first = a.Atoms(0), second = a.Atoms(1);
        double r0 = a.Positive("r0") ?? throw a.Wrong("it needs r0=…, the distance in Å at which an atom counts one half"), n = a.Positive("n") ?? 6;
        return n == Math.Floor(n) && n is >= 2 and <= 60 ? new Coordination(a.Text, first, second, r0, (int)n) : throw a.Wrong("n is a whole number from 2 to 60");
    });

    public string Name => name;

    public string Unit => "";

    public double? Period => null;

    public int LastAtom => Math.Max(first.Max(), second.Max());

    public double Evaluate(Structure structure, double factor, CollectiveGradient into)
    {
        double sum = 0;
        foreach (var i in first)
        {
            foreach (var j in second)
            {
                if (i == j)
                    continue;
                var r = MinimumImage.Edge(structure, i, j);
                var squared = r.LengthSquared;
                var x = Math.Pow(squared / (r0 * r0), 0.5 * power);
                var value = 1 / (1 + x);
                sum += value;
                into.Edge(i, j, r, -factor * power * x * value * value / squared * r);
            }
        }
        return sum;
    }
}
