namespace Athanor.Learning;

/// <summary>
/// One frame as networks over fixed features see it: the features of each centre, and how they change with each coordinate of the
/// frame. Descriptors have no trainable parameters, so this is computed once; training is linear algebra from here on.
/// </summary>
/// <remarks>
/// Rows are the frame's coordinates: 3·atom + axis for positions (Å), then six strains xx yy zz yz xz xy where the frame repeats in all directions. A tangent is
/// ∂(features of one centre)/∂(one coordinate); its predicted row is Σ over tangents of (∂ε/∂features)·tangent = ∂E/∂coordinate, so −F for positions and V·stress for strains.
/// </remarks>
sealed class FrameFeatures
{
    /// <summary>Feature vectors are padded with zeros to a multiple of this, the widest vector's lanes.</summary>
    internal const int Lanes = 16;

    internal required int Atoms { get; init; }

    /// <summary>Å³ where there are strain rows, else 0.</summary>
    internal required double Volume { get; init; }

    internal bool HasStrain => Volume > 0;

    /// <summary>Centres sorted by network.</summary>
    internal required CentreGroup[] Groups { get; init; }

    internal int RowCount => 3 * Atoms + (HasStrain ? 6 : 0);

    internal long Bytes => Groups.Sum(g => 4L * (g.Values.Length + g.Tangents.Length + g.TangentRow.Length + g.TangentStart.Length));

    internal static int Padded(int features) => (features + Lanes - 1) / Lanes * Lanes;
}

/// <summary>The centres of one frame that share a network.</summary>
sealed class CentreGroup
{
    /// <summary>Which network.</summary>
    internal required int Network { get; init; }

    internal required int Count { get; init; }

    /// <summary>Features of one centre, padding included.</summary>
    internal required int Stride { get; init; }

    /// <summary>Count × Stride.</summary>
    internal required float[] Values { get; init; }

    /// <summary>Tangents of centre i are TangentStart[i] … TangentStart[i + 1].</summary>
    internal required int[] TangentStart { get; init; }

    /// <summary>The coordinate of each tangent.</summary>
    internal required int[] TangentRow { get; init; }

    /// <summary>Tangents × Stride.</summary>
    internal required float[] Tangents { get; init; }
}
