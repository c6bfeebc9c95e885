namespace Athanor.Numerics;

/// <summary>A matrix that should be positive definite is not.</summary>
public sealed class NotPositiveDefiniteException : ArithmeticException
{
    public NotPositiveDefiniteException(int pivot, int size, double value)
        : base($"The matrix is not positive definite: pivot {pivot} of {size}, counted from 0, is {value:G6} after elimination; row {pivot} depends on those before it. " +
               "Add a ridge to the diagonal or drop the dependent row.")
    {
        Pivot = pivot;
        Value = value;
    }

    /// <summary>Row, counted from 0, where elimination failed.</summary>
    public int Pivot { get; }

    /// <summary>What should have been positive.</summary>
    public double Value { get; }
}
