using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>The shape of a cutoff function, by the numbers that n2p2 gives them.</summary>
public enum CutoffShape
{
    /// <summary>1 up to the cutoff: a step. Not for dynamics.</summary>
    Hard = 0,

    /// <summary>(cos πx + 1)/2 (Behler and Parrinello, PRL 98, 146401, 2007).</summary>
    Cosine = 1,

    /// <summary>tanh³(1 − r/rc) (Behler, J. Chem. Phys. 134, 074106, 2011).</summary>
    TanhCubed = 2,

    /// <summary>tanh³(1 − r/rc) scaled to 1 at r = 0.</summary>
    TanhCubedScaled = 3,

    /// <summary>exp(1 − 1/(1 − x²)), every derivative zero at the cutoff.</summary>
    Exponential = 4,

    /// <summary>2x³ − 3x² + 1.</summary>
    Polynomial1 = 5,

    /// <summary>−6x⁵ + 15x⁴ − 10x³ + 1, two derivatives zero at both ends.</summary>
    Polynomial2 = 6,

    /// <summary>20x⁷ − 70x⁶ + 84x⁵ − 35x⁴ + 1, three derivatives zero at both ends.</summary>
    Polynomial3 = 7,

    /// <summary>−70x⁹ + 315x⁸ − 540x⁷ + 420x⁶ − 126x⁵ + 1, four derivatives zero at both ends.</summary>
    Polynomial4 = 8,
}

/// <summary>
/// How symmetry functions fade to zero at their cutoff rc: fc(r) = 1 up to α rc, then a shape in x = (r − α rc)/(rc − α rc), and 0 from rc on
/// (Singraber et al., JCTC 15, 1827, 2019). The shapes <see cref="CutoffShape.TanhCubed"/> and <see cref="CutoffShape.TanhCubedScaled"/> know no α.
/// </summary>
public readonly record struct CutoffFunction
{
    /// <param name="shape">The shape.</param>
    /// <param name="inner">α, the part of the cutoff over which fc stays 1: from 0 up to, not including, 1.</param>
    /// <exception cref="PotentialException">No such shape, or α outside its range.</exception>
    public CutoffFunction(CutoffShape shape, double inner = 0)
    {
        if (!Enum.IsDefined(shape))
            throw new PotentialException($"There is no cutoff function number {(int)shape}; 0 to 8 are known.");
        if (!(inner >= 0 && inner < 1))
            throw new PotentialException($"The inner part of a cutoff function is a fraction of the cutoff from 0 up to 1, not {inner}.");
        Shape = shape;
        Inner = shape is CutoffShape.Hard or CutoffShape.TanhCubed or CutoffShape.TanhCubedScaled ? 0 : inner;
    }

    public CutoffShape Shape { get; }

    /// <summary>α.</summary>
    public double Inner { get; }

    /// <summary>fc and its derivative at distance r (Å), per Å.</summary>
    public (double Value, double Derivative) At(double r, double cutoff)
    {
        var at = new Point(r, new CutoffScale(this, cutoff));
        CutoffLaws.Use(Shape, ref at);
        return (at.Value, at.Derivative);
    }

    struct Point(double r, CutoffScale scale) : ICutoffUser
    {
        public double Value;
        public double Derivative;

        public void Use<TCutoff>()
            where TCutoff : ICutoffLaw
        {
            TCutoff.Evaluate(new F64x1(Math.Clamp(r * scale.PerLength - scale.Offset, 0, 1)), out var f, out var df);
            var inside = r < scale.Cutoff;
            Value = inside ? F64x1.Lane(f, 0) : 0;
            Derivative = inside ? F64x1.Lane(df, 0) * scale.PerLength : 0;
        }
    }
}
