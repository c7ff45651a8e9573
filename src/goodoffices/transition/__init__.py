"""Who could govern meanwhile?"""
