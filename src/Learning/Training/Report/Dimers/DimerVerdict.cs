namespace Athanor.Learning;

/// <summary>What two atoms do to one another at distances that the data does not hold, the worst first.</summary>
public enum DimerVerdict
{
    /// <summary>Some energy or force is not a number, or the potential refuses to give one.</summary>
    Broken,

    /// <summary>Within the wall the atoms pull each other together: what gets there does not come back.</summary>
    Hole,

    /// <summary>Within the wall there is a distance at which hardly anything pushes them apart.</summary>
    Flat,

    /// <summary>They bind at a distance shorter than any in the data, behind which there is a wall. Some dimers do.</summary>
    NearerBond,

    /// <summary>They push each other apart, from the shortest distance of the data down to the shortest looked at.</summary>
    Wall,
}
