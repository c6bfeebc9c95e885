using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The recursion R^n_{t+1,u,v} = t R^{n+1}_{t−1,u,v} + X R^{n+1}_{t,u,v} and its kin in y and z (McMurchie, Davidson, eqs. 4.6–4.8) as a list of steps. A row holds one R^n_{tuv} for <see cref="Chunk"/> pairs of
/// charges; the rows of n = 0, which are the result, come first and in the order of <see cref="Monomials"/>.
/// </summary>
internal sealed class CoulombSteps
{
    /// <summary>Pairs of charges treated at once.</summary>
    public const int Chunk = 16;

    static readonly CoulombSteps?[] Made = new CoulombSteps?[BoysFunction.HighestOrder + 1];

    // Four numbers a step: row made, row times the separation, row times the factor (−1: none), axis.
    readonly int[] _steps;
    readonly double[] _factors;

    CoulombSteps(int highest)
    {
        Highest = highest;
        Seeds = new int[highest + 1];
        for (var n = 0; n <= highest; n++)
        {
            Seeds[n] = Rows;
            Rows += Monomials.UpTo(highest - n);
        }
        var steps = new List<int>();
        var factors = new List<double>();
        for (var n = highest - 1; n >= 0; n--)
        {
            for (var h = 1; h < Monomials.UpTo(highest - n); h++)
            {
                var (t, u, v) = Monomials.Triples[h];
                // Lowered along the axis with the smallest power: often 1, and then the first term vanishes.
                var (axis, power) = Smallest(t, u, v);
                var once = Lowered(t, u, v, axis, 1);
                steps.AddRange([Seeds[n] + h, Seeds[n + 1] + once, power > 1 ? Seeds[n + 1] + Lowered(t, u, v, axis, 2) : -1, axis]);
                factors.Add(power - 1);
            }
        }
        _steps = [.. steps];
        _factors = [.. factors];
    }

    /// <summary>The highest t + u + v.</summary>
    public int Highest { get; }

    /// <summary>Rows of scratch memory.</summary>
    public int Rows { get; }

    /// <summary>Row of R^n_{000}: (−2α)^n F_n(α R²) times whatever prefactor, to be filled before <see cref="Run"/>.</summary>
    public int[] Seeds { get; }

    /// <summary>The steps for a highest t + u + v.</summary>
    public static CoulombSteps For(int highest) => Made[highest] ??= new(highest);

    /// <summary>Fills the first <see cref="Monomials.UpTo"/> rows from the seeds.</summary>
    /// <param name="separation">Rows x, y, z of <see cref="Chunk"/> differences of centres.</param>
    /// <param name="rows"><see cref="Rows"/> rows of <see cref="Chunk"/>.</param>
    /// <param name="used">How many of the chunk matter.</param>
    public void Run<W>(ref double separation, ref double rows, int used)
        where W : struct, IWide<W, double>
    {
        if (_steps.Length > 0)
            CoulombKernels.Recur<W>(ref _steps[0], ref _factors[0], _factors.Length, ref separation, ref rows, used);
    }

    static (int Axis, int Power) Smallest(int t, int u, int v)
    {
        var best = (Axis: -1, Power: int.MaxValue);
        foreach (var (axis, power) in ((int, int)[])[(0, t), (1, u), (2, v)])
        {
            if (power > 0 && power < best.Power)
                best = (axis, power);
        }
        return best;
    }

    static int Lowered(int t, int u, int v, int axis, int by) => axis switch
    {
        0 => Monomials.Index(t - by, u, v),
        1 => Monomials.Index(t, u - by, v),
        _ => Monomials.Index(t, u, v - by),
    };
}
