namespace Athanor.Learning;

/// <summary>Sums over the labels of one kind: Σ w, Σ w x², Σ w x y, Σ w y².</summary>
readonly record struct DeltaMoments(double Weight, double XX, double XY, double YY, int Count)
{
    internal double Slope => XY / XX;

    internal double Correlation => XY / Math.Sqrt(XX * YY);

    /// <summary>Σ w (y − s x)².</summary>
    internal double Squares(double slope) => Math.Max(0, YY - 2 * slope * XY + slope * slope * XX);

    internal double ShareOf(double slope) => Squares(slope) / YY;

    internal DeltaMoments With(double x, double y, double weight) => new(Weight + weight, XX + weight * x * x, XY + weight * x * y, YY + weight * y * y, Count + 1);

    public static DeltaMoments operator +(DeltaMoments a, DeltaMoments b) => new(a.Weight + b.Weight, a.XX + b.XX, a.XY + b.XY, a.YY + b.YY, a.Count + b.Count);

    public static DeltaMoments operator -(DeltaMoments a, DeltaMoments b) => new(a.Weight - b.Weight, a.XX - b.XX, a.XY - b.XY, a.YY - b.YY, a.Count - b.Count);
}
